import { expect, test } from 'vitest'
import { lint } from '../lint/lint.ts'

const letters = 'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0hJ3lM6oR9uX2'
const of = (length: number) => letters.repeat(8).slice(0, length)

/** Each is put together here, so that no scanner takes this file for a leak. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  'a PromptBin token': [`pb${'n_'}${of(38)}`],
  'an AWS access key': [`AK${'IA'}IOSFODNN7EXAMPLE`, `AS${'IA'}IOSFODNN7EXAMPLE`],
  'an AWS secret key': [`aws_secret_access_key = ${of(40)}`, `AWS_SECRET_KEY: "${of(40)}"`],
  'a GitHub token': [`gh${'p_'}${of(36)}`, `gh${'s_'}${of(36)}`, `github_${'pat_'}${of(60)}`],
  'a GitLab token': [`glp${'at-'}${of(20)}`],
  'an OpenAI key': [`s${'k-'}${of(48)}`, `s${'k-'}proj-${of(60)}_${of(20)}`],
  'an Anthropic key': [`s${'k-'}ant-api03-${of(60)}-${of(20)}AA`],
  'a Slack token': [`xox${'b-'}123456789012-${of(24)}`],
  'a Slack webhook': [`https://hooks.${'slack'}.com/services/T00000000/B00000000/${of(24)}`],
  'a Google API key': [`AI${'za'}${of(35)}`],
  'a Google client secret': [`GOC${'SPX-'}${of(28)}`],
  'a Stripe key': [`sk_${'live'}_${of(24)}`, `rk_${'live'}_${of(24)}`],
  'an npm token': [`np${'m_'}${of(36)}`],
  'a Hugging Face token': [`h${'f_'}${of(34)}`],
  'an Azure storage key': [`Account${'Key='}${of(86)}==`],
  'a private key': [
    `-----BEGIN ${'PRIVATE'} KEY-----`,
    `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
    `-----BEGIN OPENSSH ${'PRIVATE'} KEY-----`,
    `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----`,
  ],
  'a JSON Web Token': [`ey${'J'}${of(30)}.ey${'J'}${of(60)}.${of(43)}`],
  'a password in an address': [
    'postgres://user:pw@localhost/db',
    'mongodb+srv://a:s3cret@host',
    'https://bot:token@example.org/x.git',
    'redis://:pass@cache',
  ],
}

const secretsOf = (text: string) =>
  lint({ messages: [{ role: 'user', text }], variables: [] }).filter(
    ({ code }) => code === 'secret',
  )

test.each(Object.entries(secrets))('%s is found and never repeated', (name, examples) => {
  for (const example of examples) {
    const text = `Use (${example}), please.`
    const [finding, ...others] = secretsOf(text)
    expect(others).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', message: `This looks like ${name}.` })
    const { from = 0, to = 0 } = finding?.at ?? {}
    expect(text.slice(from, to).length).toBeGreaterThan(8)
    expect(example).toContain(text.slice(from, to))
    expect(JSON.stringify(finding)).not.toContain(example.slice(0, 12))
  }
})

test.each([
  'postgres://user:{{password}}@host',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell writes so.
  'postgres://user:${PGPASSWORD}@host',
  'https://user:<password>@host',
  'https://user:***@host',
  'https://example.org:8080/a@b',
  'mailto:a@example.org',
  'sk-learn is a library; task-management and risk-assessment-for-every-single-department',
  'ghp_short AKIA eyJhbGciOiJIUzI1NiJ9',
  '-----BEGIN PUBLIC KEY-----',
  'hf_transfer npm_config_registry',
])('what only looks a little like one is none: %s', (text) => {
  expect(secretsOf(text)).toEqual([])
})

test('secrets are also found in variables, settings and embedded resources', () => {
  const key = `AK${'IA'}IOSFODNN7EXAMPLE`
  const found = lint({
    messages: [
      { role: 'user', parts: [{ text: '{{v}}' }, { resource: { uri: 'a:b', text: key } }] },
    ],
    variables: [{ name: 'v', default: key }],
    modelConfig: { headers: { key } },
  })
  expect(found.map(({ message, at, variable }) => [message, at?.part, variable])).toEqual([
    ['This looks like an AWS access key.', 1, undefined],
    ['What is declared for the variable "v" looks like an AWS access key.', undefined, 'v'],
    ['A model setting looks like an AWS access key.', undefined, undefined],
  ])
  expect(JSON.stringify(found)).not.toContain(key)
})
