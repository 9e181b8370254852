import type { Localized } from '../locale.ts'
import { quantile, ratio } from './statistics.ts'
import type { Tallies } from './tally.ts'

export const metricKeys = [
  'welcome_in_time',
  'greeting_in_time',
  'frt_median',
  'frt_mean',
  'frt_p90',
  'asa',
  'art',
  'aht',
  'abandonment',
  'csat_mean',
  'csat_top2',
  'response_rate',
  'ticket_response',
  'ticket_result',
] as const
export type MetricKey = (typeof metricKeys)[number]

export type Metric = {
  /** share 0..1, seconds, or a score of 1..5. */
  unit: 'share' | 'seconds' | 'score'
  /** Shown beside every figure, so that nobody has to guess what it counts. */
  formula: Localized
  source: string
  /** What the centre aims at; null when the SOPs and the field name nothing. */
  target: number | null
  better: 'higher' | 'lower'
  compute(tallies: Tallies): { value: number | null; n: number }
}

const seconds = (ms: number | null) => (ms === null ? null : ms / 1000)

/** Every figure of wall, chart, export and mail is computed here and nowhere else. */
export const metrics: Record<MetricKey, Metric> = {
  welcome_in_time: {
    unit: 'share',
    formula: {
      'zh-CN': '10 秒内发出欢迎语的会话 ÷ 客户发起的会话',
      'zh-TW': '10 秒內送出歡迎語的對話 ÷ 客戶發起的對話',
      en: 'Conversations welcomed within 10 s ÷ conversations started by customers',
    },
    source: 'SOP 000 二(一), R12; metrics 3.1',
    target: 1,
    better: 'higher',
    compute: ({ welcome }) => ({ value: ratio(welcome.good, welcome.n), n: welcome.n }),
  },
  greeting_in_time: {
    unit: 'share',
    formula: {
      'zh-CN': '接入后 30 秒内客服发出首条消息的会话 ÷ 客服已回复的会话',
      'zh-TW': '接聽後 30 秒內客服送出首則訊息的對話 ÷ 客服已回覆的對話',
      en: 'Conversations greeted by the agent within 30 s of accepting ÷ conversations greeted',
    },
    source: 'SOP 000 二(一), R13; metrics 3.1',
    target: 0.95,
    better: 'higher',
    compute: ({ greeting }) => ({ value: ratio(greeting.good, greeting.n), n: greeting.n }),
  },
  frt_median: {
    unit: 'seconds',
    formula: {
      'zh-CN': '首次响应时长的中位数：客服首条消息时间 − 进入排队时间',
      'zh-TW': '首次回應時間的中位數：客服首則訊息時間 − 進入排隊時間',
      en: 'Median first response time: first agent message − queued',
    },
    source: 'metrics 3.1, FRT',
    target: 60,
    better: 'lower',
    compute: ({ frt }) => ({ value: seconds(quantile(frt.samples, 0.5)), n: frt.n }),
  },
  frt_mean: {
    unit: 'seconds',
    formula: {
      'zh-CN': '首次响应时长的平均值：客服首条消息时间 − 进入排队时间',
      'zh-TW': '首次回應時間的平均值：客服首則訊息時間 − 進入排隊時間',
      en: 'Mean first response time: first agent message − queued',
    },
    source: 'metrics 3.1, FRT',
    target: null,
    better: 'lower',
    compute: ({ frt }) => ({ value: seconds(ratio(frt.total, frt.n)), n: frt.n }),
  },
  frt_p90: {
    unit: 'seconds',
    formula: {
      'zh-CN': '首次响应时长的第 90 百分位：九成客户等待不超过此时长',
      'zh-TW': '首次回應時間的第 90 百分位：九成客戶等候不超過此時間',
      en: '90th percentile of first response time: nine of ten customers wait no longer',
    },
    source: 'metrics 3.1, FRT; rule (d)',
    target: null,
    better: 'lower',
    compute: ({ frt }) => ({ value: seconds(quantile(frt.samples, 0.9)), n: frt.n }),
  },
  asa: {
    unit: 'seconds',
    formula: {
      'zh-CN': '排队到接入的时长之和 ÷ 已接入的会话（不含放弃和转接后的再次排队）',
      'zh-TW': '排隊到接聽的時間總和 ÷ 已接聽的對話（不含放棄及轉接後的再次排隊）',
      en: 'Sum of (accepted − queued) ÷ answered conversations, first wait only, abandoned not included',
    },
    source: 'metrics 3.1, ASA',
    target: 20,
    better: 'lower',
    compute: ({ wait }) => ({ value: seconds(ratio(wait.total, wait.n)), n: wait.n }),
  },
  art: {
    unit: 'seconds',
    formula: {
      'zh-CN': '首轮之后：客户首条未回复消息到客服回复的平均时长',
      'zh-TW': '首輪之後：客戶首則未回覆訊息到客服回覆的平均時間',
      en: 'Mean over turns after the first: agent reply − first unanswered customer message',
    },
    source: 'metrics 3.1, ART',
    target: 60,
    better: 'lower',
    compute: ({ turn }) => ({ value: seconds(ratio(turn.total, turn.n)), n: turn.n }),
  },
  aht: {
    unit: 'seconds',
    formula: {
      'zh-CN': '（结束 − 接入 + 小结时长）÷ 已处理的会话',
      'zh-TW': '（結束 − 接聽 + 小結時間）÷ 已處理的對話',
      en: '(Ended − accepted + wrap-up) ÷ handled conversations',
    },
    source: 'metrics 3.1, AHT (chat)',
    target: null,
    better: 'lower',
    compute: ({ handle, wrap }) => ({ value: seconds(ratio(handle.total + wrap.total, handle.n)), n: handle.n }),
  },
  abandonment: {
    unit: 'share',
    formula: {
      'zh-CN': '（放弃 − 5 秒内放弃）÷（接入 + 放弃 − 5 秒内放弃）',
      'zh-TW': '（放棄 − 5 秒內放棄）÷（接聽 + 放棄 − 5 秒內放棄）',
      en: '(Abandoned − abandoned within 5 s) ÷ (answered + abandoned − abandoned within 5 s)',
    },
    source: 'metrics 3.1, abandonment',
    target: 0.05,
    better: 'lower',
    compute: ({ abandoned, wait }) => {
      const left = abandoned.n - abandoned.good
      return { value: ratio(left, wait.n + left), n: wait.n + left }
    },
  },
  csat_mean: {
    unit: 'score',
    formula: {
      'zh-CN': '评分之和 ÷ 评价数（1–5 分；满意、一般、不满意计 5、3、1 分）',
      'zh-TW': '評分總和 ÷ 評價數（1–5 分；滿意、普通、不滿意計 5、3、1 分）',
      en: 'Sum of scores ÷ ratings (1–5; satisfied, neutral, dissatisfied count 5, 3, 1)',
    },
    source: 'metrics 3.2, CSAT; decision C4',
    target: 4.5,
    better: 'higher',
    compute: ({ csat }) => ({ value: ratio(csat.total, csat.n), n: csat.n }),
  },
  csat_top2: {
    unit: 'share',
    formula: {
      'zh-CN': '4 分和 5 分的评价 ÷ 全部评价',
      'zh-TW': '4 分與 5 分的評價 ÷ 全部評價',
      en: 'Ratings of 4 and 5 ÷ all ratings',
    },
    source: 'metrics 3.2, CSAT',
    target: null,
    better: 'higher',
    compute: ({ csat }) => ({ value: ratio(csat.good, csat.n), n: csat.n }),
  },
  response_rate: {
    unit: 'share',
    formula: {
      'zh-CN': '收到的评价 ÷ 发出的评价邀请',
      'zh-TW': '收到的評價 ÷ 送出的評價邀請',
      en: 'Ratings given ÷ invitations sent',
    },
    source: 'metrics 3.2, CSAT response rate',
    target: null,
    better: 'higher',
    compute: ({ csat, invited }) => ({ value: ratio(csat.n, invited.n), n: invited.n }),
  },
  ticket_response: {
    unit: 'share',
    formula: {
      'zh-CN': '首次响应达标的工单 ÷（达标 + 超时）；撤销与合并的不计',
      'zh-TW': '首次回應達標的工單 ÷（達標 + 逾時）；取消與合併的不計',
      en: 'Tickets first answered in time ÷ (in time + breached); cancelled and merged ones count nowhere',
    },
    source: 'SOP 000 and 003 二(三), R23; metrics 3.3',
    target: 0.95,
    better: 'higher',
    compute: ({ response_met: met, response_breached: late }) => keptShare(met.n, late.n),
  },
  ticket_result: {
    unit: 'share',
    formula: {
      'zh-CN': '按时处理完成的工单 ÷（达标 + 超时）；等待客户的时间不计',
      'zh-TW': '準時處理完成的工單 ÷（達標 + 逾時）；等候客戶的時間不計',
      en: 'Tickets resolved in time ÷ (in time + breached); time spent waiting for the customer does not count',
    },
    source: 'SOP 003 二(三), R23; metrics 3.3',
    target: 0.95,
    better: 'higher',
    compute: ({ result_met: met, result_breached: late }) => keptShare(met.n, late.n),
  },
}

const keptShare = (met: number, late: number) => ({ value: ratio(met, met + late), n: met + late })

export function isOnTarget({ target, better }: Pick<Metric, 'target' | 'better'>, value: number): boolean {
  if (target === null) return true
  return better === 'higher' ? value >= target : value <= target
}
