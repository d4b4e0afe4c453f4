import { setFlagsFromString } from 'node:v8'
import { standUnderInit } from './first-process/stand-under-init.ts'
import { promptbin } from './promptbin.ts'
import { services } from './services.ts'

// A command works for a moment, and a supervisor a little at a time for months: what V8's last
// compiler would gain is less than the memory that its first use takes.
setFlagsFromString('--no-opt')

standUnderInit()

const { argv, stdin, stdout, stderr } = process

// Nothing that is still open, such as a terminal's stdin, may keep a finished command alive.
process.exit(await promptbin({ argv, services, terminal: { stdin, stdout, stderr } }))
