import { html } from '@promptbin/html'

/** The sign of PromptBin, two braces around a caret, as it stands in the head of every page. */
export const brandMark = html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><rect x="1" y="1" width="22" height="22" rx="6.5"/><path d="M9.2 6.5c-1.7 0-2.2.8-2.2 2.1v1.2c0 1.2-.5 2-1.6 2.2 1.1.2 1.6 1 1.6 2.2v1.2c0 1.3.5 2.1 2.2 2.1M14.8 6.5c1.7 0 2.2.8 2.2 2.1v1.2c0 1.2.5 2 1.6 2.2-1.1.2-1.6 1-1.6 2.2v1.2c0 1.3-.5 2.1-2.2 2.1"/><path class="mark-caret" d="M12 9.3v5.400"/></svg>`
