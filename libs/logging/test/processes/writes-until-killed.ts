import { LogFile } from '../../src/file/log-file.ts'

/** Writes numbered lines into files that are set aside all the time, until it is killed. */
const [folder = '', first = '0'] = process.argv.slice(2)
const file = new LogFile({ folder, rotation: 4_000, keepFiles: 6, maxTotalBytes: 28_000 })
const filler = 'x'.repeat(300)
for (let index = Number(first); ; index += 1) {
  file.write(JSON.stringify({ index, filler }))
  if (index % 7 === 0) await file.flush()
  if (index - Number(first) === 200) process.stdout.write('busy\n')
}
