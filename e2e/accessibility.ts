import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** WCAG 2.2 at level AA, which contains the levels and editions before it. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Those of its rules that read colours: all others find the same in any of them. */
const colours = ['color-contrast', 'link-in-text-block']

const rules = { everything, colours }

/**
 * What axe-core finds against WCAG 2.2 AA on a page as it stands: the rule, and where. It is
 * evaluated from outside, past the page's own policy, so that the page is tested as it is served.
 */
export async function accessibilityFaults(
  page: Page,
  about: keyof typeof rules = 'everything',
): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe)
  const run = `axe.run(document, { runOnly: ${JSON.stringify(rules[about])} })`
  const { violations } = (await page.evaluate(run)) as AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}
