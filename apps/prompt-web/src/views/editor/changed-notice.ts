import type { Prompt } from '@promptbin/prompts'
import { html, type Markup } from '../markup/html.ts'
import { icon } from '../markup/icon.ts'
import { moment } from '../markup/moment.ts'
import { byline } from '../prompt/history-page.ts'

/** Tells that somebody else saved first, and what to do now. */
export function changedNotice({ version, updatedAt }: Prompt, now: Date): Markup {
  return html`<div class="notice notice-warn" role="alert">${icon('alert')}<div>
  <p><strong>This prompt changed while you were writing; nothing was saved.</strong> What you wrote is in the fields. What the library holds now stands beside it: version ${version.n} ${byline(version)}, changed ${moment(updatedAt, now)}.</p>
  <p>Take over what you need from it, then save. That makes a new version; theirs stays in the history.</p>
</div></div>`
}
