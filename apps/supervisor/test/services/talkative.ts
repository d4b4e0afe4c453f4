import { setImmediate } from 'node:timers/promises'
import { runTinyService } from './tiny-service.ts'

interface Saying {
  readonly text: string
  readonly stream?: 'stdout' | 'stderr'
}

/** Prints past its logger what it is told to, also when that is the last that it does. */
await runTinyService('mcp-gateway', (app) => {
  app.post<{ Body: Saying }>('/say', async ({ body: { text, stream = 'stdout' } }) => {
    process[stream].write(text)
    return {}
  })
  app.post<{ Body: Saying }>('/last-words', ({ body: { text } }) => {
    process.stdout.write(text, () => process.kill(process.pid, 'SIGKILL'))
  })
  app.post<{ Body: { readonly lines: number } }>('/flood', async ({ body: { lines } }) => {
    for (let line = 0; line < lines; line += 1) {
      app.log.info({ event: 'test.flood', line, filler: 'x'.repeat(200) }, 'a line of a flood')
      // In between it says that it lives.
      if (line % 200 === 0) await setImmediate()
    }
    return {}
  })
})
