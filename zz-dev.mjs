import { createServer } from 'vite'
const s = await createServer({ configFile: 'web/vite.config.ts', server: { port: 4601, host: '127.0.0.1', hmr: false, watch: { usePolling: false }, proxy: { '^/(de/|en/)?api/': { target: 'http://127.0.0.1:4600', changeOrigin: true, configure: (p) => p.on('proxyReq', (r) => { if (r.getHeader('origin')) r.setHeader('origin', 'http://127.0.0.1:4600') }) } } } })
await s.listen(); console.log('dev')
