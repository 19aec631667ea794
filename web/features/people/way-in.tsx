import { IconBuildingStore, IconSparkles } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { client } from '#web/client.ts'
import { usePreferences } from '#web/preferences.tsx'
import { refusalOf } from '#web/refusal.ts'
import { useWords } from '#web/words.ts'
import type { DemoAccount } from './demo-building.tsx'
import { OpenPage } from './open-page.tsx'
import css from './people.module.css'

/** The first question of an empty house: a company of one's own, or one to try things on. */
export function WayIn({
  token,
  onOwn,
  onDemo,
}: {
  token: string
  onOwn: () => void
  onDemo: (account: DemoAccount) => void
}) {
  const t = useWords('people')
  const { language } = usePreferences()
  const say = useWords('refusals')
  const begin = useMutation({
    mutationFn: () => client.people.beginDemo({ token, language }),
    onSuccess: onDemo,
  })
  const refused = begin.error && refusalOf(begin.error)
  return (
    <OpenPage title={t('setup_way')}>
      <div className={css['ways']}>
        <button type="button" className={css['way']} onClick={onOwn}>
          <IconBuildingStore size={22} aria-hidden />
          <span>
            <b>{t('setup_own')}</b>
            <small>{t('setup_own_hint')}</small>
          </span>
        </button>
        <button
          type="button"
          className={css['way']}
          disabled={begin.isPending}
          onClick={() => begin.mutate()}
        >
          <IconSparkles size={22} aria-hidden />
          <span>
            <b>{t('demo')}</b>
            <small>{t('demo_hint')}</small>
          </span>
        </button>
      </div>
      {refused && (
        <p role="alert" className={css['wrong']}>
          {say(refused.code, refused.facts)}
        </p>
      )}
    </OpenPage>
  )
}
