import { type Content, html } from '@promptbin/html'
import type { ModelConfig } from '@promptbin/prompts'
import { icon } from '@promptbin/styles'

/** The settings for a model that are kept with a version; nothing without any. */
export function modelSettings(settings: ModelConfig): Content {
  if (Object.keys(settings).length === 0) return null
  return html`<section class="card" aria-labelledby="model-title">
  <header class="card-head"><h2 id="model-title">Model settings</h2><button class="button button-small needs-script" type="button" data-copy="#model-settings">${icon('copy')} Copy</button></header>
  <pre class="settings" id="model-settings" tabindex="0" role="region" aria-label="Model settings as JSON">${JSON.stringify(settings, null, 2)}</pre>
</section>`
}
