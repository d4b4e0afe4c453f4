import { html, type Markup } from '@promptbin/html'
import { type Scope, scopes } from '@promptbin/security'

const meanings: Readonly<Record<Scope, string>> = {
  'prompts:read': 'read prompts',
  'prompts:write': 'change prompts',
  admin: 'run PromptBin: tokens, accounts, services, configuration',
}

/** What somebody may do, to choose from. */
export function scopeFields(chosen: readonly string[]): Markup {
  const choices = scopes.map(
    (scope) =>
      html`<label class="choice"><input type="checkbox" name="scopes" value="${scope}"${chosen.includes(scope) && html` checked`}> <span><code>${scope}</code> ${meanings[scope]}</span></label>`,
  )
  return html`<fieldset class="field"><legend>It may</legend>${choices}</fieldset>`
}
