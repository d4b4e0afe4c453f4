import { runTinyService } from './tiny-service.ts'

await runTinyService('prompt-web', (app) => {
  app.get('/hang', () => {
    for (;;);
  })
})
