import { loadConfig } from '@promptbin/config'
import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import { expect, test } from 'vitest'
import { webCredential } from './web-credential.ts'

const load = (environment: Record<string, string> = {}) =>
  loadConfig({ environment, workingDirectory: '/nowhere' })

test('prompt-web of the same instance is shown the proof, and one elsewhere never', () => {
  const proof = { [INSTANCE_PROOF_HEADER]: instanceProof('key') }
  expect(webCredential(load(), 'key')).toEqual(proof)
  expect(webCredential(load({ PROMPTBIN_WEB_HOST: '192.168.1.5' }), 'key')).toEqual(proof)
  const elsewhere = load({ PROMPTBIN_MCP_WEB_URL: 'https://prompts.example.org' })
  expect(webCredential(elsewhere, 'key')).toEqual({})
  expect(webCredential(load(), undefined)).toEqual({})
})

test('a token that was configured goes before', () => {
  const config = load({ PROMPTBIN_MCP_WEB_TOKEN: 'pbn_token' })
  expect(webCredential(config, 'key')).toEqual({ authorization: 'Bearer pbn_token' })
})
