export { type Content, each, html, type Markup, writtenPieces } from '@promptbin/html'
