import { type Content, each, html, type Markup } from '@promptbin/html'
import type { Part, PartContent, ReportSummary } from '../report.ts'
import { shortText } from './shown.ts'
import { policy, style } from './style.ts'
import { viewOf } from './views.ts'

const origins = { asked: 'As the running PromptBin told it.', read: 'As it was found on the disk.' }

/** A report as one page that needs neither a network nor scripts; the files beside it have everything. */
export function reportPage(summary: ReportSummary, parts: readonly Part[]): Markup {
  const title = `PromptBin, ${summary.createdAt.slice(0, 19).replace('T', ' ')} UTC`
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="fine">A debug report of version ${summary.version}. Secrets are masked; names of prompts, of files and of whoever runs PromptBin may be in it.</p>
${verdict(summary, parts)}
</header>
<nav aria-label="Parts"><ul>${each(
    parts,
    ({ name, title: words, origin }) => html`
<li><a href="#${name}">${words}</a>${origin === null && ' (nothing)'}</li>`,
  )}
</ul></nav>
<main>${each(parts, (part) => section(part, summary))}</main>
</body>
</html>
`
}

interface Verdict {
  readonly overall_status?: unknown
  readonly reason?: unknown
}

const tones: Readonly<Record<string, string>> = {
  healthy: 'good',
  degraded: 'warn',
  unhealthy: 'bad',
}

function verdict({ isRunning }: ReportSummary, parts: readonly Part[]): Markup {
  if (!isRunning) {
    return html`<div class="verdict"><p><strong>PromptBin did not answer.</strong> This is what its data folder has.</p></div>`
  }
  const content = parts.find(({ name }) => name === 'health')?.content
  const health = content?.kind === 'json' ? ((content.value ?? {}) as Verdict) : {}
  const word = shortText(health.overall_status ?? 'unknown')
  return html`<div class="verdict ${tones[word] ?? ''}"><p><strong>${word}</strong>${typeof health.reason === 'string' && `: ${shortText(health.reason)}`}</p></div>`
}

function section(part: Part, summary: ReportSummary): Markup {
  const { name, title, origin, problem, file, content } = part
  return html`
<section id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${title}</h2>
<p class="fine">${origin !== null && html`${origins[origin]} <a href="${file}">${file}</a>`}${problem !== null && ` Not all of it is here: ${shortText(problem)}.`}</p>
${content && view(name, content, summary)}
</section>`
}

/** What another version wrote may be of another form, and must not cost the rest of the page. */
function view(name: string, content: PartContent, summary: ReportSummary): Content {
  try {
    return viewOf(name, content, summary)
  } catch {
    return html`<p class="fine">It cannot be shown here; the file has it.</p>`
  }
}
