import { setImmediate } from 'node:timers/promises'
import { runTinyService } from '../services/tiny-service.ts'

const line = `${'x'.repeat(1000)}\n`

// 4 MB at once, then it serves as it should.
await runTinyService('prompt-web')
// What it has logged is out: a line of the logger within one of ours would tear it.
await setImmediate()
for (let written = 0; written < 4000; written++) process.stdout.write(line)
process.stdout.write('the flood is over\n')
