import type { Scope } from '@promptbin/security'

/** A token of PromptBin, made as an operator makes it. */
export interface MadeToken {
  readonly token: string
  readonly name: string
  readonly id: string
}

/** What is asked for of a token; reading the whole library unless told. */
export interface Wanted {
  readonly scopes?: readonly Scope[]
  readonly expiresAt?: string
  readonly folders?: readonly string[]
}

let made = 0

/** Makes one at prompt-web. */
export async function makeToken(
  webUrl: string,
  { scopes = ['prompts:read'], ...fields }: Wanted = {},
): Promise<MadeToken> {
  made += 1
  const body = JSON.stringify({ name: `test-${made}`, scopes, ...fields })
  for (;;) {
    const response = await fetch(new URL('/api/v1/tokens', webUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    if (response.status === 201) return (await response.json()) as MadeToken
    const answer = await response.text()
    // While prompt-web is overloaded, as after a start on a busy machine, it is tried again.
    if (response.status !== 503) throw new Error(answer)
  }
}

/** Ends one. */
export async function revokeToken(webUrl: string, { name }: MadeToken): Promise<void> {
  const response = await fetch(new URL(`/api/v1/tokens/${name}`, webUrl), { method: 'DELETE' })
  if (response.status !== 204) throw new Error(await response.text())
}

/** The header that carries a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
