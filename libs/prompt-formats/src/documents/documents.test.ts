// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax that is read here.
import { expect, test } from 'vitest'
import { readGithubPrompt } from './github.ts'
import { readSkill } from './skill.ts'
import { readVscodePrompt } from './vscode.ts'

test('a skill is named as it says, and stands where its folder does', () => {
  const text = `---
name: pdf-forms
description: Fills in forms.
allowed-tools: [Bash, Read]
license: MIT
icon: 📄
---

# PDF forms

Use {{this}} as it is.
`
  const { prompt, notes } = readSkill({ path: 'skills/office/pdf/SKILL.md', text })
  expect(prompt).toMatchObject({
    name: 'pdf-forms',
    title: 'Pdf forms',
    description: 'Fills in forms.',
    folder: 'skills/office',
    messages: [{ role: 'user', text: '# PDF forms\n\nUse {{this}} as it is.' }],
    variables: [],
    modelConfig: { 'allowed-tools': ['Bash', 'Read'], license: 'MIT' },
  })
  expect(notes).toEqual(['Fields left out: icon.'])
})

test('a skill without a name has that of its folder', () => {
  expect(readSkill({ path: 'pdf_tools/SKILL.md', text: 'x' }).prompt).toMatchObject({
    name: 'pdf-tools',
    title: 'Pdf tools',
    folder: '',
  })
})

test('a prompt file of VS Code asks for what it has as inputs', () => {
  const text = `---\r
description: 'Makes a form'\r
mode: agent\r
model: GPT-5\r
tools: ['search', 'edit']\r
---\r
Make \${input:formName:MyForm} and \${input:form-name} again: \${input:formName}.\r
For \${selection} in \${file}, not \${other} nor {{form_name}}.`
  const { prompt, notes } = readVscodePrompt({ path: 'web/new-form.prompt.md', text })
  expect(prompt).toMatchObject({
    name: 'new-form',
    title: 'New form',
    description: 'Makes a form',
    folder: 'web',
    messages: [
      {
        role: 'user',
        text: 'Make {{formName}} and {{form_name_2}} again: {{formName}}.\r\nFor ${selection} in ${file}, not ${other} nor {{form_name}}.',
      },
    ],
    variables: [
      { name: 'formName', description: 'MyForm', required: true },
      { name: 'form_name_2', required: true },
    ],
    modelConfig: { mode: 'agent', model: 'GPT-5', tools: ['search', 'edit'] },
  })
  expect(notes).toEqual(['Only VS Code fills these in; they stay: ${selection}, ${file}.'])
})

test('a prompt file of GitHub has messages, and its test data show what is meant', () => {
  const text = `name: Text Summarizer
description: Sums up
model: openai/gpt-4o-mini
modelParameters:
  temperature: 0.5
messages:
  - role: system
    content: You sum up.
  - role: developer
    content: Be brief.
  - role: user
    content: |
      Sum up:
      <text>{{input}}</text>
testData:
  - input: The quick fox.
    expected: A fox.
evaluators:
  - name: Is short
    string: { contains: fox }
version: 2
`
  const { prompt, notes } = readGithubPrompt({ path: 'summarize.prompt.yml', text })
  expect(prompt).toMatchObject({
    name: 'summarize',
    title: 'Text Summarizer',
    description: 'Sums up',
    messages: [
      { role: 'system', text: 'You sum up.' },
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Sum up:\n<text>{{input}}</text>\n' },
    ],
    variables: [{ name: 'input', required: true, example: 'The quick fox.' }],
    modelConfig: {
      model: 'openai/gpt-4o-mini',
      temperature: 0.5,
      testData: [{ input: 'The quick fox.', expected: 'A fox.' }],
      evaluators: [{ name: 'Is short', string: { contains: 'fox' } }],
    },
  })
  expect(notes).toEqual([
    'Fields left out: version.',
    'A message of another role is taken for one of the role "system".',
  ])
})

test('test data that are too large to keep are noted', () => {
  const rows = Array.from({ length: 50 }, () => `  - input: ${'x'.repeat(400)}`).join('\n')
  const text = `messages:\n  - { role: user, content: "{{input}}" }\ntestData:\n${rows}\n`
  const { prompt, notes } = readGithubPrompt({ path: 'a.prompt.yml', text })
  expect(prompt.modelConfig).toEqual({})
  expect(notes).toEqual(['Its "testData" is too large to keep.'])
})

test.each([
  ['a: 1', 'messages'],
  ['messages: []', 'messages'],
  ['messages: [1]', 'messages'],
  ['- a', 'no prompt file'],
  ['messages: [', 'YAML cannot be read'],
])('%j is no prompt file of GitHub', (text, reason) => {
  expect(() => readGithubPrompt({ path: 'a.prompt.yml', text })).toThrow(reason)
})
