import { each, html, type Markup } from '@promptbin/html'
import type { OutputOf } from '@promptbin/operations'
import { moment } from '@promptbin/styles'
import { badge } from '../../markup/badge.ts'
import { operationButton } from '../../markup/operation-button.ts'
import { problemNote } from '../../markup/problem-note.ts'
import { operationForm } from '../operations/operation-form.ts'
import type { PageMaker } from '../page-maker.ts'

type Token = OutputOf<'list_tokens'>['items'][number]

/** The keys with which programs ask, and a form for another one. */
export const tokensPage: PageMaker = async ({ ask, view }) => {
  const answer = await ask('list_tokens', {})
  const now = new Date(view.nowMs)
  return {
    title: 'Tokens',
    place: '/tokens',
    body: html`<div class="page-head"><div><h1>Tokens</h1><p class="fine">Keys with which programs ask. A token itself is shown once, when it is made.</p></div></div>
${answer.isDone ? tokenTable(answer.output.items, now) : problemNote(answer.problem)}
<section aria-labelledby="new-title" class="narrow-section">
  <h2 class="section-title" id="new-title">Another one</h2>
  ${operationForm({ operation: 'create_token', view, label: 'Make the token' })}
</section>`,
  }
}

function tokenTable(tokens: readonly Token[], now: Date): Markup {
  if (tokens.length === 0) return html`<p class="nothing">There are none.</p>`
  return html`<div class="table-frame" tabindex="0" role="region" aria-label="Tokens"><table class="grid">
  <thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Ends in</th><th scope="col">Made</th><th scope="col">Used last</th><th scope="col">Expires</th><th scope="col"><span class="sr-only">Actions</span></th></tr></thead>
  <tbody>${each(tokens, (token) => tokenRow(token, now))}</tbody>
</table></div>`
}

function tokenRow(token: Token, now: Date): Markup {
  const { name, scopes, ending, createdAt, createdBy, lastUsedAt, expiresAt, revokedAt } = token
  const input = { token: token.id }
  return html`<tr>
    <th scope="row">${name}</th><td>${scopes.join(', ')}</td><td><code>…${ending}</code></td>
    <td>${moment(createdAt, now)} by ${createdBy}</td>
    <td>${lastUsedAt === null ? 'never' : moment(lastUsedAt, now)}</td>
    <td>${revokedAt === null ? (expiresAt?.slice(0, 10) ?? 'never') : badge('idle', 'revoked')}</td>
    <td class="row-actions">${
      revokedAt === null && [
        operationButton({
          operation: 'rotate_token',
          input,
          label: html`Rotate<span class="sr-only"> ${name}</span>`,
          kind: 'button-small',
        }),
        operationButton({
          operation: 'revoke_token',
          input,
          label: html`Revoke<span class="sr-only"> ${name}</span>`,
          kind: 'button-small button-danger',
        }),
      ]
    }</td>
  </tr>`
}
