import { start } from './start.ts'

/** What a profile has to find: it uses much time, and makes what nobody keeps. */
function burnTheCandle(): number {
  const until = performance.now() + 20
  let length = 0
  while (performance.now() < until) length += Array.from({ length: 1000 }, String).length
  return length
}

setInterval(burnTheCandle, 30)

// Node's own list of what it has loaded, which its types do not know.
const { moduleLoadList } = process as unknown as { readonly moduleLoadList: readonly string[] }
process.on('message', (message) => {
  if (message !== 'inspector?') return
  process.send?.({ hasInspector: moduleLoadList.includes('NativeModule inspector') })
})
await start(() => {})
