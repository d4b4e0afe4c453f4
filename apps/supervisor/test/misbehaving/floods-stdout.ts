import { runTinyService } from '../services/tiny-service.ts'

const line = `${'x'.repeat(1000)}\n`

// 4 MB at once, then it serves as it should. Before it logs: a line of the logger within one of ours
// would tear it.
for (let written = 0; written < 4000; written++) process.stdout.write(line)
await new Promise((out) => process.stdout.write('the flood is over\n', out))
await runTinyService('prompt-web')
