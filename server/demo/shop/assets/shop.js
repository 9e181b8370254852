// The shop's own page script: what any shop would write to use the chat.
const chat = (...call) => {
  window.Shouwen ??= []
  window.Shouwen.push(call)
}

async function identify() {
  const answer = await fetch('/token')
  if (answer.ok) chat('identify', (await answer.json()).token)
}

if (document.body.hasAttribute('data-signed-in')) identify()

for (const button of document.querySelectorAll('[data-ask]')) {
  const { order } = button.dataset
  if (order) chat('setOrder', { orderNo: order })
  button.addEventListener('click', () => chat('open'))
}
