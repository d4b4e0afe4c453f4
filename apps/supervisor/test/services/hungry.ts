import { once } from 'node:events'
import { connectSupervisor } from '@promptbin/ipc'
import { runTinyService } from './tiny-service.ts'

const eaten: Buffer[] = []
const supervisor = connectSupervisor()
let isReadOnly = false
supervisor?.onDisk(({ readOnly }) => {
  isReadOnly = readOnly
})

await runTinyService('prompt-web', (app) => {
  app.post<{ Params: { megabytes: string } }>('/eat/:megabytes', ({ params }) => {
    eaten.push(Buffer.alloc(Number(params.megabytes) * 1e6, 1))
    return { pid: process.pid }
  })
  // Answers only when the process is to end, so that it is under way just then.
  app.get('/until-the-end', async () => {
    for (;;) {
      const [message] = await once(process, 'message')
      if (message.type === 'stop') return { pid: process.pid }
    }
  })
  app.get('/disk', () => ({ isReadOnly }))
})
