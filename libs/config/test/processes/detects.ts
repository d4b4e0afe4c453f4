import { parseArgs } from 'node:util'
import { detectEnvironment } from '../../src/environment-detection/detect-environment.ts'
import { gatherEvidence } from '../../src/environment-detection/gather-evidence.ts'

// Tells where it runs: to a file if one is named, as its standard output may be a terminal.
const { values } = parseArgs({
  options: { root: { type: 'string' }, stdio: { type: 'boolean' }, to: { type: 'string' } },
})
const { root, stdio = false, to } = values
const evidence = gatherEvidence({
  command: stdio ? 'mcp' : 'start',
  speaksStdio: stdio,
  ...(root !== undefined && { root }),
})
const text = JSON.stringify(detectEnvironment(evidence))
if (to === undefined) process.stdout.write(text)
else (await import('node:fs')).writeFileSync(to, text)
