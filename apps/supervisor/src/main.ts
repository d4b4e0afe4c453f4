import { standUnderInit } from './first-process/stand-under-init.ts'
import { promptbin } from './promptbin.ts'
import { services } from './services.ts'

standUnderInit()

const { argv, stdin, stdout, stderr } = process

// Nothing that is still open, such as a terminal's stdin, may keep a finished command alive.
process.exit(await promptbin({ argv, services, terminal: { stdin, stdout, stderr } }))
