import { once } from 'node:events'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'

/** The least a chat window can be: a button that opens a frame in which plain DOM calls make a text field. */
const files: Record<string, [type: string, content: string]> = {
  '/': ['text/html', '<!doctype html><title>shop</title><h1>shop</h1><script src="/loader.js" async></script>'],
  '/loader.js': [
    'text/javascript',
    `const button = document.createElement('button')
button.textContent = 'chat'
button.onclick = () => {
  const frame = document.createElement('iframe')
  frame.src = '/frame'
  document.body.append(frame)
}
document.body.append(button)`,
  ],
  '/frame': ['text/html', '<!doctype html><title>chat</title><body><script src="/frame.js"></script>'],
  '/frame.js': [
    'text/javascript',
    `const field = document.createElement('textarea')
document.body.append(field)
fetch('/visit').then((reply) => reply.json()).then(({ greeting }) => document.body.prepend(greeting))`,
  ],
  '/visit': ['application/json', '{"greeting":"hello"}'],
}

export async function startBareWidget(): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    const [type, content] = files[request.url ?? ''] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(gzipSync(content))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}
