import { html, type Markup } from '@promptbin/html'
import type { Prompt } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/** The form that makes an older version the newest one, as a new version. */
function restoreForm({ name, latest, version, generation }: Prompt, message: string): Markup {
  return html`<form class="label-form" action="/prompts/${name}/versions/${version.n}/restore" method="post">
    <input type="hidden" name="generation" value="${generation}">
    <div class="field"><label for="restore-message">What changed</label><input type="text" id="restore-message" name="message" value="${message}" maxlength="500" autocomplete="off" autofocus></div>
    <p class="actions"><button class="button button-primary" type="submit">Restore as version ${latest + 1}</button><button class="button" type="button" popovertarget="restore" popovertargetaction="hide">Cancel</button></p>
  </form>`
}

/** Asks for a message before an older version is restored; it opens without scripts too. */
export function restoreDialog(prompt: Prompt): Markup {
  const { version, latest } = prompt
  return html`<button class="button" type="button" popovertarget="restore">${icon('undo')} Restore</button>
<div id="restore" class="dialog" popover role="dialog" aria-labelledby="restore-title">
  <h2 id="restore-title">Restore version ${version.n}?</h2>
  <p>Its text, variables and model settings become the newest version, ${latest + 1}. Nothing is lost: version ${latest} stays in the history, and labels stay where they are.</p>
  ${restoreForm(prompt, `Restore version ${version.n}`)}
</div>`
}
