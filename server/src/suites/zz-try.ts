import { records } from '#contract/modules.ts'
import { listPath } from '#contract/record-names.ts'
import { startServer } from '#server/testing/server.ts'
import { openWorlds } from './world.ts'
const t0=Date.now()
const server = await startServer()
console.log('start', Date.now()-t0)
const [world] = await openWorlds(server)
for (const record of records.values()) {
  if (record.partOf || record.access?.includes('fixed')) continue
  for (const full of [false, true]) {
  try { const b = await world.create(record, {}, { full }) ; 
    const path = listPath(record.name as any)
    const got = await world.chief.get(`${path}${b.id}/`)
    if (got.status!==200) console.log(record.name, full, 'GET', got.status, JSON.stringify(got.body))
    const list = await world.chief.get(path); if (list.status!==200) console.log(record.name,'LIST', JSON.stringify(list.body))
    const {_permissions,...rest}=got.body
    const put = await world.chief.put(`${path}${b.id}/`, rest)
    if (put.status!==200) console.log(record.name, full, 'PUT', put.status, JSON.stringify(put.body))
    if (full) {const del = await world.chief.delete(`${path}${b.id}/`)
    if (del.status!==204) console.log(record.name, full, 'DEL', del.status, JSON.stringify(del.body))}
  } catch (e) { console.log(record.name, full, String((e as Error).message).slice(0, 900)) }
  }
}
console.log('all', Date.now()-t0)
await server.stop()
process.exit(0)
