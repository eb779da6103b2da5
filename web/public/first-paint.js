/** Sets theme and language before the first paint, so that nothing flashes; plain, because it runs unbundled. */
;(function () {
  var root = document.documentElement
  var stored = null
  try {
    stored = localStorage.getItem('kontor.colour_mode')
  } catch {
    // Storage may be forbidden; the system's choice holds then.
  }
  var dark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.classList.toggle('dark', dark)
  var language = location.pathname.split('/')[1]
  if (/^[a-z]{2}$/.test(language)) root.lang = language
  // Icons are bundled. One that was forgotten is asked for here, never from the icon library's own host.
  window.IconifyProviders = { '': { resources: [location.origin + '/icons'] } }
})()
