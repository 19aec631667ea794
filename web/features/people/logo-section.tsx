import { Button, FileButton } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, client } from '#web/client.ts'
import { base64Of } from '#web/read-file.ts'
import { refusalOf } from '#web/refusal.ts'
import { toast } from '#web/ui/toast.tsx'
import { useWords } from '#web/words.ts'
import css from './people.module.css'

const mostBytes = 1024 * 1024

/** The company's logo: seen, uploaded, replaced or taken away, at once. */
export function LogoSection({ name }: { name: string }) {
  const t = useWords('people')
  const say = useWords('refusals')
  const queries = useQueryClient()
  const { data } = useQuery(api.customization.logo.queryOptions({ input: {} }))
  const set = useMutation({
    mutationFn: (content: string | null) => client.customization.setLogo({ content }),
    onSuccess: async (_done, content) => {
      await queries.invalidateQueries({ queryKey: api.customization.logo.key() })
      toast.said(t(content === null ? 'logo_removed' : 'logo_saved'))
    },
    onError: (error) => {
      const { code, facts } = refusalOf(error)
      toast.failed(say(code, facts))
    },
  })
  const pick = async (file: File | null) => {
    if (!file) return
    if (file.size > mostBytes) toast.failed(say('request.too_large'))
    else set.mutate(await base64Of(file))
  }
  const has = data?.url != null
  return (
    <section className={css['logoBox']} aria-label={t('logo')}>
      <div className={css['logoFrame']}>
        {has && <img src={data.url ?? ''} alt={t('logo_of', { company: name })} />}
      </div>
      <div>
        <b>{t('logo')}</b>
        <small>{t('logo_hint')}</small>
        <div className={css['logoDo']}>
          <FileButton accept="image/png,image/jpeg" onChange={(file) => void pick(file)}>
            {(props) => (
              <Button {...props} size="xs" variant="default" loading={set.isPending}>
                {t(has ? 'logo_replace' : 'logo_upload')}
              </Button>
            )}
          </FileButton>
          {has && (
            <Button
              size="xs"
              variant="subtle"
              disabled={set.isPending}
              onClick={() => set.mutate(null)}
            >
              {t('logo_remove')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}
