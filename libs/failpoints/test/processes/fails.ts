import { appendFile } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { armFailpoints, failpoint, writeAtFailpoint } from '../../src/index.ts'

/** `fails.ts <failpoints> <where> [file]`: reaches a failpoint, and tells if it comes by. */

const [, , text = '', where, file = ''] = process.argv
const places: Readonly<Record<string, () => unknown>> = {
  'main thread': () => failpoint('store.opening'),
  thread: () => new Promise((resolve) => new Worker(import.meta.filename).once('exit', resolve)),
  writing: () =>
    writeAtFailpoint('log.line.writing', 'one line and another', (part) => appendFile(file, part)),
}

if (where === undefined) failpoint('store.opening')
else {
  await armFailpoints({ text, process: 'test' })
  await places[where]?.()
  console.log('came by')
}
