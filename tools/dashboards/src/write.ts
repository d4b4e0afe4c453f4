import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder, provisionedFiles } from './provisioned-files.ts'

mkdirSync(folder, { recursive: true })
for (const { name, json } of provisionedFiles()) writeFileSync(join(folder, name), json)
