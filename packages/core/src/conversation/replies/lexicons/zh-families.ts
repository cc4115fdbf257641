import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, '');

const online = '网上, 线上, 在线, 远程';
const strangers = joined(
  '王, 李, 张, 刘, 陈, 杨, 黄, 赵, 吴, 周, 徐, 孙, 马, 朱, 胡, 郭, 何, 林, 高, 罗',
  '先生, 女士, 小姐, 太太',
);
const waitingPlaces = '门外, 车里, 车上, 停车场, 门口, 外面, 楼下, 诊所, 大厅, 候诊室, 等候室, 这里, 这';
/** The question whether to cancel, where *no* keeps the appointment. */
const cancelling = { when: ['cancel', 'yes', 'no'], unless: ['arrived'] } as const;

/** Word families and word orders in which an answer is put in Mandarin and Cantonese, built from their parts. */
export function chineseFamilies(): readonly PhraseGroup[] {
  return [...meeting(), ...presence(), ...appointments(), ...leftAlone(), ...elsewhereOrUncertain()];
}

function meeting(): readonly PhraseGroup[] {
  return [
    {
      role: 'yes',
      phrases:
        `${joined(`${online}, 视频, 视像, 视讯`, '看, 看吧, 看诊, 看诊吧, 看医生, 睇医生, 看病, 就诊, 看可以')}, ` +
        `${joined(online, '可以, 可以的, 吧, 就好, 就行, 好')}, ${joined('我想, 想要, 我要, 选, 我选', '线上, 网上看, 线上看, 远程')}, ${joined('视频, 线上, 网上', '更方便, 方便些, 方便一点, 挺好的, 也行, 也可以')}`,
    },
    { role: 'assent', phrases: '好的呢, 好呢, 好滴呢' },
    {
      role: 'no',
      phrases:
        `${joined('亲自, 我亲自, 我想亲自, 想亲自, 我要亲自, 还是亲自', '过来, 过去, 到诊所, 去诊所, 来诊所, 看医生')}, ` +
        `${joined('不太方便, 不会弄, 不会用手机, 不懂用, 不会, 用不了, 我不会弄, 我不懂用, 我用不了', '视频')}, ` +
        `${joined('不要, 不用, 不想, 不想要, 不太想, 唔要, 唔使', '线上, 网上看, 远程')}, ` +
        '见医生本人, 我要见医生本人, 想见医生本人, 线下, 线下看, 线下吧, 要线下, 我要线下, 我想线下, 线下看诊',
    },
    {
      role: 'no',
      strength: 'bare',
      phrases: joined(
        '不了, 不用, 不用了, 不要, 不要了, 不需要, 不必了, 唔使, 唔使喇',
        '谢谢医生, 谢谢大夫, 谢谢您, 谢谢你, 谢谢护士, 唔该医生',
      ),
    },
    {
      role: 'no',
      when: ['yes', 'no'],
      phrases: `${joined('没有, 没, 家里没有, 家里没, 我没有, 我家没有, 冇', '网, 网络, 智能手机, 电脑')}, 网络不好, 网不好, 家里网络不好, 信号不好, 不会上网`,
    },
    {
      role: 'no',
      when: ['no'],
      phrases:
        '去现场, 我去现场, 现场吧, 现场就好, 到诊所来看, 我到诊所来看, 想到诊所来看, 我想到诊所来看, 想到诊所看, 我嚟诊所, 我自己嚟, 自己嚟, 我会嚟诊所, 我嚟',
    },
    {
      role: 'no',
      strength: 'bare',
      ...cancelling,
      phrases: '保留, 保留预约, 保留吧, 不是, 唔系, 不我会来, 不我会去, 不我来, 唔使我会嚟',
    },
  ];
}

function presence(): readonly PhraseGroup[] {
  return [
    {
      role: 'arrived',
      phrases:
        `${joined('在, 我在, 我们在, 到, 我到, 已到, 我已到, 已经到, 我已经到', '医院门口, 诊所大门口, 大门口, 医院大厅, 门外, 门外面')}, 在门外等, ` +
        `${joined('喺, 我喺, 我哋喺, 坐喺, 我坐喺', '车度等, 车入面等, 车度等紧, 车入面等紧, 门口等, 门口等紧')}, ` +
        '刚停好车, 停好车, 已抵达, 我抵达了, 我已抵达, 抵达诊所, 已抵达诊所, 到达诊所, 已到达诊所, 我已到达诊所, 来了已经到了, 我来了已经到了, dao menkou le, women dao menkou le, women dao men kou le',
    },
    {
      role: 'ready',
      phrases:
        '已准备, 我已准备, 已上线, 我已上线, 链接打开了, 链接已打开, 链接点开了, 视频打开了, 视频已打开, 视像已开, 视像开咗',
    },
    {
      role: 'ready',
      when: ['ready'],
      phrases:
        '随时可以, 随时都可以, 我随时可以, 我随时都可以, 开始吧, 弄好了, 都弄好了, 全弄好了, 我弄好了, 加入会议了, 我加入会议了, 已加入会议, 进会议了, 在视频里等, 我在视频里等, 在视频等',
    },
    {
      role: 'ready',
      when: ['ready', 'arrived'],
      unless: ['no'],
      phrases: '在家等电话, 在家等, 在家等着, 喺屋企等, 喺屋企等电话',
    },
    {
      role: 'late',
      strength: 'strong',
      phrases:
        `${joined('可能会, 可能要, 可能, 恐怕会, 恐怕要, 应该会', '迟到, 晚一点, 晚一点到, 晚到, 晚点到, 晚点, 迟一点, 迟少少, 晚几分钟, 迟到几分钟')}, ` +
        `${joined('地铁, 公交, 公交车, 火车, 巴士, 飞机, 电车', '晚点, 晚点了, 误点, 误点了')}, ${joined('错过, 没赶上, 赶不上', '公交, 公交了, 车, 车了, 地铁, 地铁了, 巴士, 巴士了, 火车')}`,
    },
  ];
}

function appointments(): readonly PhraseGroup[] {
  return [
    {
      role: 'confirm',
      when: ['confirm'],
      phrases: `${joined('会, 我会, 我哋会, 一定, 我一定, 一定会, 能, 我能, 可以, 我可以, 我们可以, 我们能', '嚟, 去, 到, 准时嚟, 准时去')}, 保持预约, 照常来, 照常去, 预约不变, 预约保留`,
    },
    {
      role: 'cancel',
      phrases: joined('麻烦, 帮我, 请, 请帮我, 麻烦帮我, 唔该帮我', '取消一下, 取消一下预约, 取消咗佢, 取消个预约'),
    },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      phrases:
        `${joined('没法, 没办法, 无法, 没有时间, 没时间, 没空, 不方便, 不能, 冇时间, 冇办法, 冇得, 我没法, 我没空, 我不方便', '来, 去, 过来, 过去, 赴约, 前来, 到场, 就诊, 嚟, 参加')}, ` +
        `${joined('可唔可以, 可不可以, 能不能, 能否, 是否可以', '取消, 取消预约')}, 赴不了约, 赶不过去, 赶不过来, 过不去, 过不来, 来不成, 去不成`,
    },
    {
      role: 'undo',
      strength: 'strong',
      phrases:
        `${joined('不是要取消, 不想取消, 不要取消, 没想取消, 我不想取消', '按错了, 点错了, 按错, 点错')}, ${joined('按错了, 点错了, 误按, 误按了', '不要取消, 不是要取消, 不想取消')}, ` +
        '误操作, 误按, 误按了, 刚才按错, 刚才按错了, 刚才点错了, 取消作废, 揿错咗, 撳错咗, 我撳错咗, 我揿错咗, 唔小心取消咗, 唔小心撳错, 手滑取消了, 手滑按错了',
    },
    {
      role: 'undo',
      strength: 'strong',
      unless: ['confirm', 'cancel'],
      phrases: '我不是想取消, 我不是要取消, 我没有要取消, 我没想取消, 我没想要取消',
    },
    {
      role: 'reschedule',
      strength: 'strong',
      phrases:
        '改下个礼拜, 改下個禮拜, 改下禮拜, 改下礼拜, 可唔可以第二日, 推迟一下, 推迟几天, 可以推迟, 能推迟, 能提前吗, 可以提前吗, 想提前, 可以早一点, 能早一点, 可不可以早一点, 能换吗, 能换个, 能不能换个, 能换一天, 能换时间, 重新安排, 重新安排时间, 重新安排一下, 换到, 挪到, 挪一下, 往后挪, 往后推',
    },
    // When it does not suit refuses nothing else.
    { role: 'filler', phrases: '那天不行, 我那天不行, 那个时间不行, 这个时间不行, 时间不行, 时间不合适, 那天不合适' },
  ];
}

function leftAlone(): readonly PhraseGroup[] {
  return [
    {
      role: 'thanks',
      phrases: `${joined('辛苦了, 辛苦您了, 谢谢您, 谢谢你, 多谢您', '医生, 大夫, 护士')}, 辛苦您了, 辛苦你了, 辛苦你们了, 知道啦, 知道喇, 好我等着, 好的我等着, 那我等着, 太感谢了, 太谢谢了`,
    },
    {
      role: 'stop',
      phrases:
        `${joined('停止, 请停止, 停止给我, 请停止给我, 别再给我, 别给我, 请别给我', '发短信, 发信息, 发消息, 发短讯, 发了, 发短信了, 发信息了')}, ${joined('停止', '短信, 短讯, 短信通知, 短信提醒, 信息通知')}, ` +
        `${joined('不想, 不想再, 我不想, 我不想再', '收到你们的信息, 收到你们的短信, 收到你们的消息, 收你们的短信')}, ${joined('删除, 请删除, 删掉, 请删掉, 移除', '我的号码, 我的电话, 我的电话号码')}, 把我的号码删掉, 请把我的号码删掉, ` +
        '我要退订, 要退订, 唔好再搵我, 唔好搵我, 别烦我, 别再烦我, 不要烦我, 不要再烦我',
    },
    {
      role: 'stop',
      isHint: true,
      phrases: `${joined('取消, 关闭', '短信, 短讯, 短信通知, 短信提醒, 信息通知')}, 不要发了, 别发了`,
    },
    {
      role: 'wrong-number',
      phrases:
        `${joined('这不是, 这个不是, 不是, 已经不是', '他的号码, 她的号码, 他的电话, 她的电话')}, ${joined('号码, 这个号码, 电话', '不是他的, 不是她的')}, ` +
        '搞错咗, 你搞错咗, 你哋搞错咗, send错咗, send错, send错人, 你send错人, 你send错咗, 错号, 查无此人, 弄错人了, 你们弄错人了, 你弄错人了',
    },
    {
      role: 'wrong-number',
      isHint: true,
      phrases: `${joined('我不是, 我唔系, 搞错了我不是', strangers)}, 我不是本人, 不是本人, 我不是你们的病人, 不是你们的病人, 我没有预约你们诊所, 我没有预约过, 我没预约过`,
    },
  ];
}

function elsewhereOrUncertain(): readonly PhraseGroup[] {
  return [
    { role: 'filler', phrases: '要上班, 得上班, 需要上班, 要工作, 要加班, 得加班, 要开会, 要出差' },
    {
      role: 'question',
      phrases: `${joined(joined('在, 可以在, 我在', joined(waitingPlaces, '等')), '吗, 么, 吧, 可以吗, 行吗, 好吗')}, 怎么恢复, 如何恢复, 怎样恢复`,
    },
    {
      role: 'negation',
      phrases:
        `${joined('到了', '告诉, 给, 发, 打, 联系, 通知, 我会, 我再, 我给, 我就, 我打, 我告诉, 叫, 跟')}, ${joined('短信, 信息, 消息, 药, 车, 快递, 货, 链接, 电话, 邮件, 结果, 报告', '到了, 到咗, 已到')}, ` +
        `${joined(joined('在, 我在, 我们在, ', waitingPlaces), '等车, 等人, 等妈妈, 等爸爸, 等朋友, 等公交, 等外卖, 等出租车, 等巴士')}, ` +
        '不保留, 保留不, 要不要保留, 飞机, 航班, 等妈妈, 等爸爸, 等他, 等她, 等人, 等朋友, 能去就, 能来就, 看看, 尽量, 争取, 吃饭, 办事, 买东西, 买菜, 上班, 工作, 加班, 逛街, 出差, 外地, 国外, 等我确认, 等确认, 会确认, 来确认, 去确认, 吃好了, 吃完了, 病好了, 睡好了, 打错字, 我打错, 我发错, 恢复得',
    },
  ];
}
