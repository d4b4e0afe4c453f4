import { html, type Markup } from '@promptbin/html'
import { icon } from '@promptbin/styles'
import type { Site } from '../frame/page.ts'
import { connectGuide, copyable } from './connect.ts'

/** What a new library shows: the three things to do first. */
export function emptyLibrary({ mcpUrl }: Site): Markup {
  return html`<div class="welcome">
  <h1>A quiet place for your prompts</h1>
  <p class="lead">Write a prompt once, keep every version of it, and use it from any AI client.</p>
  <ol class="steps">
    <li>
      <h2>Write your first prompt</h2>
      <p>Give it a title and a text. Put <code class="place">{{topic}}</code> where something changes from one use to the next, and declare <code>topic</code> as a variable.</p>
      <p><a class="button button-primary" href="/prompts/new">${icon('plus')} New prompt</a></p>
    </li>
    <li>
      <h2>Or bring in what you have</h2>
      <p>An export of PromptBin, the folder of PromptBin 0.5, a table from prompts.chat, <code>.prompt</code> files, skills and more. A check shows first what would happen.</p>
      <p><a class="button" href="/import">${icon('upload')} Import files</a></p>
      <p>From a terminal it is one command, also for whole folders. Running it again changes nothing that you edited.</p>
      ${copyable('import-command', 'Command to import a collection', 'npx promptbin import prompts.csv')}
    </li>
    <li>
      <h2>Connect an AI client</h2>
      ${connectGuide(mcpUrl)}
    </li>
  </ol>
</div>`
}
