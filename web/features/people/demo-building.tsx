import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, client } from '#web/client.ts'
import { useFormat } from '#web/format.ts'
import { useGo } from '#web/place.ts'
import { Go } from '#web/ui/link.tsx'
import { Facts } from '#web/ui/page.tsx'
import { Ltr } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { OpenPage } from './open-page.tsx'
import css from './people.module.css'

/** The way into the demo company, which the server tells once. */
export type DemoAccount = Readonly<{ email: string; password: string }>

/** The demo company being built, and the door that opens by itself at its end. */
export function DemoBuilding({ token, account }: { token: string; account: DemoAccount | null }) {
  const t = useWords('people')
  const go = useGo()
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useQuery({
    ...api.people.demoProgress.queryOptions({ input: { token } }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'building' || !state.data ? 1000 : false,
  })
  const enter = useMutation({
    mutationFn: () => client.people.enterDemo({ token }),
    onSuccess: () => {
      queries.clear()
      go('/', { replace: true })
    },
    // Entered before, in another tab: the way in is by name and password.
    onError: () => go('/sign-in', { replace: true }),
  })
  const state = data?.state ?? 'building'
  const percent = data?.percent ?? 0
  const { mutate } = enter
  useEffect(() => {
    if (state === 'ready') mutate()
  }, [state, mutate])
  const stopped = state === 'stopped'
  return (
    <OpenPage
      title={t(stopped ? 'demo_stopped' : 'demo_building')}
      hint={t(stopped ? 'demo_stopped_hint' : 'demo_building_hint')}
    >
      {!stopped && (
        <div className={css['building']}>
          <progress value={percent} max={100} aria-label={t('demo_building')} />
          <p role="status">
            {state === 'ready'
              ? t('demo_ready')
              : t('demo_percent', { percent: format.percent(percent) })}
          </p>
        </div>
      )}
      {account && (
        <section className={css['account']} aria-label={t('demo_account')}>
          <h2>{t('demo_account')}</h2>
          <Facts
            rows={[
              [t('email'), <Ltr key="email">{account.email}</Ltr>],
              [t('password'), <Ltr key="password">{account.password}</Ltr>],
            ]}
          />
        </section>
      )}
      {stopped && (
        <Go to="/sign-in" className="link">
          {t('to_sign_in')}
        </Go>
      )}
    </OpenPage>
  )
}
