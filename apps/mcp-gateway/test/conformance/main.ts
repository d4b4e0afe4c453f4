import { startGateway } from '../gateway.ts'
import { startWeb } from '../web.ts'
import { fillLibrary } from './fill-library.ts'
import { conformancePlugin } from './plugin.ts'
import { type Report, requiredBy, runSuite } from './run-suite.ts'

const revisions = ['2025-11-25', '2026-07-28']

/** Optional for a server, but promised by ours. */
const skills = [
  'sep-2640-skills-directory',
  'sep-2640-skills-enumeration',
  'sep-2640-skills-manifest',
]

/** Prints the result of some scenarios; gives whether all passed. */
function tell(what: string, { passed, failed, seconds }: Report): boolean {
  const total = passed.length + failed.length
  process.stdout.write(`${what}: ${passed.length}/${total} (${seconds.toFixed(1)} s)\n`)
  for (const { scenario, faults } of failed) {
    process.stdout.write(`  ${scenario}\n${faults.map((fault) => `    ${fault}\n`).join('')}`)
  }
  return failed.length === 0 && total > 0
}

/** Runs everything against one gateway; gives whether all passed. */
async function examine(webUrl: string, fastPath: boolean): Promise<boolean> {
  const gateway = await startGateway({ webUrl, fastPath, plugins: [conformancePlugin] })
  const url = `${gateway.url}/mcp`
  const about = `mcp.fast_path ${fastPath ? 'on' : 'off'}`
  let conforms = true
  try {
    for (const revision of revisions) {
      const scenarios = await requiredBy(revision)
      const report = await runSuite(url, ['--requirements', revision], scenarios)
      conforms = tell(`${revision}, ${about}`, report) && conforms
    }
    for (const scenario of skills) {
      const report = await runSuite(url, ['--scenario', scenario], [scenario])
      conforms = tell(`${scenario}, ${about}`, report) && conforms
    }
  } finally {
    await gateway.stop()
  }
  return conforms
}

/**
 * The official conformance suite against a gateway with a real library behind it. Ends with 1
 * unless all scenarios pass that the revisions require.
 */
async function main(): Promise<void> {
  const web = await startWeb()
  try {
    await fillLibrary(web.url)
    const conforms = [await examine(web.url, true), await examine(web.url, false)]
    process.exitCode = conforms.every(Boolean) ? 0 : 1
  } finally {
    await web.stop()
  }
}

await main()
