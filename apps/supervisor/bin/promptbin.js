#!/usr/bin/env node
// Plain JavaScript for any Node, so that one that is too old can be told so.
import { existsSync } from 'node:fs'

const neededMajor = 24

if (Number.parseInt(process.versions.node, 10) < neededMajor) {
  process.stderr.write(
    `PB_NODE_TOO_OLD: PromptBin needs Node ${neededMajor} or newer; this is ${process.version}.\n` +
      'Run it with `npx promptbin` in its own folder, which brings the right one, or install it from nodejs.org.\n',
  )
  process.exit(1)
}

const bundle = new URL('../dist/main.js', import.meta.url)
const source = new URL('../src/main.ts', import.meta.url)
await import((existsSync(bundle) ? bundle : source).href)
