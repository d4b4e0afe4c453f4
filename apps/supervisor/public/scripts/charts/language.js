/*
 * Where the system has no language, Chromium says "en-US@posix", which is none to Intl. uPlot asks Intl
 * when it is loaded, and would leave all charts empty; so this is loaded before it.
 */
try {
  Intl.getCanonicalLocales(navigator.language)
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true })
}
