import { runTinyService } from './tiny-service.ts'

/** What a profile has to find: it uses much time, and makes what nobody keeps. */
function burnTheCandle(): number {
  const until = performance.now() + 20
  let length = 0
  while (performance.now() < until) length += Array.from({ length: 1000 }, String).length
  return length
}

setInterval(burnTheCandle, 30)
await runTinyService('mcp-gateway')
