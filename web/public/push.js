// Shows what the house sends while no page is open. It answers no requests and keeps nothing.
self.addEventListener('push', (event) => {
  const news = event.data?.json()
  if (!news) return
  event.waitUntil(
    self.registration.showNotification(news.title, {
      body: news.body,
      tag: news.tag,
      renotify: true,
      lang: news.language,
      dir: news.language === 'ar' ? 'rtl' : 'ltr',
      data: { to: news.to },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const to = new URL(event.notification.data?.to ?? '/', self.location.origin)
  // What the house sends leads into the house.
  if (to.origin !== self.location.origin) return
  const open = async () => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
    const page = pages.find(({ url }) => new URL(url).origin === to.origin)
    if (!page) return self.clients.openWindow(to)
    await page.focus()
    // Only the page itself can go there without losing what is typed in it.
    page.postMessage({ kind: 'wasl.open', to: to.pathname })
  }
  event.waitUntil(open())
})
