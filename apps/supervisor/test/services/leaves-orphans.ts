import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { runTinyService } from './tiny-service.ts'

// A shell that ends before the process that it started.
const shell = spawn('sh', ['-c', 'sleep 1000 >/dev/null & echo $!'])
const pid = Number(await text(shell.stdout))

await runTinyService('mcp-gateway', (app) => {
  app.get('/orphan', () => ({ pid }))
  app.post('/orphan/end', () => {
    process.kill(pid, 'SIGKILL')
    return {}
  })
})
