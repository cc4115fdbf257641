import type { Lexicon } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';
import { chineseFamilies } from './zh-families.ts';
import { chineseSurroundings } from './zh-surroundings.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, '');

/**
 * How patients answer in Chinese: Mandarin and Cantonese, in simplified characters, which traditional ones are folded into, and
 * in pinyin.
 */
export function chinese(): Lexicon {
  const place =
    '诊所, 门口, 停车场, 楼下, 大厅, 前台, 候诊室, 候诊区, 等候室, 等候区, 接待处, 医院, 外面, 诊所外面, 诊所门口, 诊所里, 现场, 诊所楼下, 诊所停车场, 楼上';
  /** Having come, but only of one who says nothing else: what comes behind may be another place. */
  const come = '到, 我到, 我们到, 已到, 我已到, 已经到, 我已经到, 我们已经到, 我刚到, 刚到, 我刚刚到, 我们都到';
  /** Sentences by which somebody is here; followed by a particle they ask. */
  const here =
    joined(joined('我到, 我们到, 我已经到', place), '了') +
    ', 我到了, 我们到了, 我已经到了, 我们已经到了, 已经到了, 刚到了, 我刚到了, 我到咗, 我哋到咗, 已经到咗, 人到了, 我已到达, 已到达, 已经到达, 我到达了, ' +
    '来到了, 我已经来了, 已经来了, 我在这里了, 已经在这里了, 我喺度, 已经喺度';
  const ready =
    '准备好了, 准备好, 准备好咗, 准备就绪, 已就绪, 可以开始了, 可以开始, 已经上线, 上线了, 进来了, 已经进来, 已进入, 连上了, 已连接';
  const video = '视频, 视像, 视讯';
  const asking = '吗, 么, 没, 没有, 吧, 未, 嘛, 呢';
  return {
    script: 'Han',
    // Syllables of pinyin are each near to many others.
    toleratesErrors: false,
    numberWords: '一, 二, 两, 三, 四, 五, 六, 七, 八, 九, 十, 半, 几',
    groups: [
      ...chineseFamilies(),
      // Yes and no
      {
        role: 'yes',
        phrases:
          joined(video, '可以, 可以的, 好, 吧, 看诊, 就好, 看医生, 就可以, 方便, 比较方便, 都得, 都可以') +
          ', ' +
          joined('要, 我要, 想要, 用, 我想, 我想用, 想用, 可以用, 选, 我选, 可以, 愿意, 愿意用, 还是', video) +
          ', 视频, 视像, 视讯, ' +
          '是的, 对的, 是啊, 对啊, 要的, 愿意, 我愿意, 同意, 我同意, 没错, 当然, 当然可以, 当然好, 需要, 要视频, 我要视频, 想要视频, 用视频, ' +
          '视频, 视频吧, 用视频吧, 视频可以, 可以视频, 视频好, 视频看诊, 视频就好, 想用视频, 我想视频, 视频看医生, 用视频看诊, 系啊, 系呀, 好呀, 梗系, ' +
          'shi de, shide, dui de, dui, yuan yi, yuanyi, tong yi, tongyi',
      },
      { role: 'yes', strength: 'alone', phrases: '是, 对, 要, 系, shi, yao' },
      { role: 'yes', strength: 'bare', phrases: '我要' },
      {
        role: 'assent',
        phrases:
          '好的, 好的好的, 没问题, 没有问题, 冇问题, 行的, 行啊, 好啊, 好吧, 好喔, 好哦, 好滴, 好嘞, 得啦, 得喇, ok啦, ok的, ' +
          'hao de, haode, hao a, hao ba, ke yi, keyi, mei wenti, meiwenti, mei wen ti',
      },
      {
        role: 'yes',
        strength: 'bare',
        when: ['yes', 'no'],
        phrases: '可以, 可以的, 可以啊, 可以没问题, 没问题可以, 可以可以, 好可以, 好的可以',
      },
      { role: 'assent', strength: 'bare', phrases: '可以, 可以的, 可以啊, 好, 好好, 行, 得, 可, 嗯, 嗯嗯, hao, xing' },
      {
        role: 'no',
        strength: 'bare',
        phrases:
          '不要, 不要了, 不用, 不用了, 不了, 不, 不需要, 不必, 不必了, 不想, 不想要, 不愿意, 不同意, 不行, 否, 不用谢谢, 不用了谢谢, 不了谢谢, ' +
          '不要谢谢, 唔要, 唔使, 唔使了, 唔使喇, 唔使啦, 唔得, 唔需要, bu yong le, bu yong, bu yao, bu le, bu xing',
      },
      {
        role: 'no',
        phrases:
          joined('不, 不要, 不用, 不想, 不想用, 不需要, 不要用, 唔使, 不想要, 不好', video) +
          ', ' +
          ' 没有摄像头, 不会用视频, 不方便视频, 唔要视频, 唔使视频, ' +
          '还是亲自去, 还是亲自来, 还是过来, 还是过去, 还是来诊所, 还是去诊所, 还是过来诊所, 还是去诊所看, 亲身来, 会亲身来, 我会亲身来, 会亲自来, 我会亲自来, 我要亲自来, 要亲自来, 我亲自来, 我亲自去, 当面, 面诊, 当面看, 当面看医生, 面对面, 想当面看, 想当面看医生, 我想当面看医生, 我想当面看, 亲自来, 亲自去, 本人来, 现场看, 现场看诊',
      },
      {
        role: 'no',
        when: ['no'],
        phrases:
          '我要来诊所, 要来诊所, 要去诊所, 我要去诊所, 想来诊所, 我想来诊所, 想去诊所, 我自己来, 自己来, 自己过来, 我自己去, 我可以过来, 我可以过去, 我可以来, 上门, 我上门, 我过来, 我会过来, 我过去, 我会过去, 我来诊所, 我会来诊所, 我去诊所, 我会去诊所, 去诊所看, 来诊所看, 到诊所看, 我自己过来, 我想过来, 我想过去',
      },

      { role: 'no', when: ['yes', 'no'], phrases: joined('不能, 不能用, 没有', video) },

      // Arrived
      { role: 'question', phrases: joined(here, asking) },
      { role: 'arrived', strength: 'strong', phrases: `${here}, ${joined(here, '医生, 大夫')}, 到了医生` },
      {
        role: 'arrived',
        strength: 'strong',
        phrases:
          joined('我在, 我们在, 我就在, 我已经在, 已经在, 我喺, 我哋喺, 已在', place) +
          ', 在车里等, 在车上等, 在停车场等, 在门口等, 在外面等, 在楼下等, 在诊所等, 在大厅等, 在候诊室等, 在等候室等, 在这里等, 在这等',
      },
      {
        role: 'arrived',
        phrases:
          joined('在, 喺, 就在', place) +
          ', ' +
          joined(joined(come, place), '了, 啦') +
          ', ' +
          joined('到了', place) +
          ', ' +
          joined(place, '等, 等着, 等候, 等紧, 等着呢') +
          ', 到了, 到咗, 到啦, 到喇, 到达了, 到咗喇, 都到了, 我们都到了, 我在这里, 我在这, 在这里, 在这, 喺度, 停好车了, 车停好了, 已报到, 报到, 已签到, 签到, ' +
          'dao zhen suo le, wo dao zhen suo le, dao zhensuo le, wo dao zhensuo le, dao men kou le, wo dao menkou le, dao lou xia le, zai zhen suo, wo zai zhen suo, zai zhensuo, zai men kou, wo zai men kou, zai menkou, wo zai menkou, zai lou xia, zai wai mian, wo zai wai mian, zai ting che chang, wo zai ting che chang, dao le, wo dao le, women dao le, wo men dao le, yi jing dao le, yijing dao le, wo yijing dao le, wo yi jing dao le, yi dao',
      },
      {
        role: 'arrived',
        strength: 'bare',
        phrases: `已到, 我已到, 我到, 刚到, 我刚到, 我刚刚到, 到达, ${joined(come, place)}`,
      },
      { role: 'arrived', when: ['arrived', 'ready'], unless: ['no'], phrases: '诊所, 医院' },

      // Ready
      { role: 'question', phrases: `${joined(ready, asking)}, ${joined(joined('我, 我们', ready), asking)}` },
      { role: 'ready', strength: 'strong', phrases: joined('我, 我们, 我已经, 我已, 已经', ready) },
      { role: 'ready', phrases: joined(`${ready}, ${joined('我, 我们', ready)}`, '医生, 大夫') },
      {
        role: 'ready',
        phrases: `${ready}, zhun bei hao le, zhunbei hao le, zhunbeihaole, wo zhun bei hao le, wo zhunbei hao le`,
      },
      {
        role: 'ready',
        strength: 'bare',
        when: ['ready'],
        phrases:
          '好了, 我好了, 可以了, 我可以了, 打开了, 已经打开, 已打开, 我打开了, 已经打开视频, 打开视频了, 已经打开视频了, 点开了, 点开链接了, 已经点开链接, 已经点开链接了, 点了链接, 加入了, 已加入, 已经加入, 已经加入了, 进去了, 已经进去了, 等医生, 等着医生, 在线, 在线等, 在线等着, 在线上, 在视频里',
      },
      {
        role: 'ready',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases:
          '电话, 手机, 在手机, 在电话旁, 在手机旁, 用手机, 用电话, 在家, 我在家, 在家里, 我在家里, 家里, 喺屋企, 我喺屋企, 屋企',
      },
      { role: 'word', when: ['ready', 'arrived'], unless: ['no'], phrases: '在等, 我在等, 等着, 等候中' },
      {
        role: 'ready',
        when: ['ready'],
        phrases:
          '在等, 我在等, 在等呢, 等着呢, 等紧, 在等紧, 在度等, 在度等紧, 在度等医生, 在度等紧医生, 我在度等, 我在度等紧医生, 在等了, 我在等了, 等着, 在等待, 等候中, 等待中, 我在等医生, 在等医生',
      },
      {
        role: 'arrived',
        strength: 'bare',
        when: ['arrived'],
        phrases:
          '在等, 我在等, 在等呢, 等着呢, 等紧, 在等紧, 在度等, 在度等紧, 在度等医生, 在度等紧医生, 我在度等, 我在度等紧医生, 在等了, 我在等了, 等候中, 我在等医生, 在等医生',
      },

      // Confirm, cancel, reschedule
      {
        role: 'confirm',
        phrases:
          '确认, 我确认, 确认了, 已确认, 确认预约, 我确认预约, 确定, 我确定, 确定来, 确认会来, 确认会到, 确认出席, que ren, queren, wo queren, 确认来',
      },
      {
        role: 'confirm',
        when: ['confirm'],
        phrases:
          joined(
            '会, 我会, 我们会, 一定, 我一定, 一定会, 我一定会',
            '来, 来的, 到, 到的, 去, 去的, 准时到, 准时来, 准时去, 按时到, 按时来, 出席, 过来, 过去, 准时',
          ) +
          ', 我能来, 能来, 我可以来, 可以来, 我来, 准时到, 按时到, 到时见, 明天见, 到时候见, 不见不散, 保留预约, 保留, 实会来, 会来, 会来的, 我会来',
      },
      {
        role: 'cancel',
        phrases:
          '取消, 我要取消, 我想取消, 想取消, 要取消, 请取消, 帮我取消, 请帮我取消, 请帮忙取消, 需要取消, 我需要取消, 必须取消, 确认取消, 确定取消, 我取消, ' +
          '取消预约, 取消约, 取消吧, 取消掉, 取消它, 取消我的预约, 取消这个预约, 取消今天的预约, 取消明天的预约, 取消就诊, 取消门诊, 取消这次预约, ' +
          'qu xiao, quxiao, qu xiao yu yue, quxiao yuyue, wo yao quxiao',
      },
      {
        role: 'cancel',
        strength: 'strong',
        isHint: true,
        phrases:
          '来不了, 我来不了, 来不了了, 去不了, 我去不了, 去不了了, 到不了, 我到不了, 到不了了, 不能来, 我不能来, 不能来了, 不能去, 不能去了, 不能到, 不来了, 我不来了, 不来, 我不来, ' +
          '不去了, 我不去了, 没法来, 没办法来, 无法前来, 无法来, 无法到, 无法出席, 不能出席, 唔来了, 唔嚟了, 嚟唔到, 去唔到, 来唔到, 唔去了, 唔去喇, 不来得, 我不来得, 来不到, 我来不到, 去不到, 有事来不了, 可以取消吗, 能取消吗, ' +
          '想不想取消, 怎么取消, 如何取消, 怎样取消',
      },
      { role: 'undo', strength: 'bare', phrases: '恢复, 请恢复' },
      {
        role: 'undo',
        strength: 'strong',
        phrases:
          '撤销, 撤回, 撤销取消, 撤回取消, 恢复预约, 请恢复预约, 取消错了, 我取消错了, 按错了, 我按错了, 点错了, 误取消, 不小心取消了, 不小心取消, ' +
          '不小心按错了, 取消取消, 按错了不是要取消, 我按错了不是要取消, 没想取消点错了, 我没想取消点错了, 不小心取消了可不可以恢复, 我取消错, 取消错, 恢复我的预约, 取消是误会, che xiao',
      },
      {
        role: 'reschedule',
        strength: 'strong',
        phrases:
          '改期, 改时间, 改个时间, 改一下时间, 改日期, 改天, 改日, 换时间, 换个时间, 换一个时间, 换一天, 换天, 换日期, 改预约, 改预约时间, 更改预约, 更改时间, 更改日期, ' +
          '重新预约, 重约, 另约, 另约时间, 改下星期, 改下周, 改下个星期, 改明天, 改后天, 改星期, 另外约, 另外约时间, 重新约, 再约时间, 再约过, 约过第二日, 延期, 推迟, 延后, 改到, 改约, 调时间, 另一天, 其他时间, 别的时间, 别的日期, 改第日, 改第二日, gai qi, gai shijian, gai shi jian',
      },

      // Late
      {
        role: 'late',
        strength: 'strong',
        phrases:
          '会迟到, 要迟到, 迟到了, 我迟到了, 会晚到, 要晚到, 会晚一点, 要晚一点, 晚一点到, 要晚一点到, 晚点到, 会晚点到, 要晚点, 会晚点, 会迟到一会, 来晚了, 赶不及, 赶不上, ' +
          '塞车, 路上塞车, 堵车, 路上堵车, 堵车了, 塞紧车, 堵在路上, 迟少少, 会迟少少, 迟到少少, 迟些到, 会迟些, 会迟, 会晚, ' +
          joined(
            '迟到, 会迟到, 晚, 会晚, 晚到, 会晚到, 迟, 会迟, 要迟到, 要晚, 大概迟到, 大概晚',
            '# 分钟, # # 分钟, # # # 分钟, # 分, # 个小时, # 小时, # 个钟, 几分钟, 半小时',
          ) +
          ', chi dao, chidao, du che, duche, sai che',
      },
      { role: 'late', phrases: '迟到, 晚到, 晚点, 晚一点, 误点, 延误, 迟, 晚了' },

      // Consent, help, wrong number
      {
        role: 'stop',
        phrases:
          '退订, 取消订阅, 停止发送, 停止发短信, 停止短信, 请停止发送, 停止发信息, 不想收到短信, 不想再收到短信, 不想收短信, 不要再联系我, 别再联系我, 请勿打扰, 别打扰我, 不要打扰我, ' +
          joined(
            '不要再, 别再, 请勿再, 不要, 别, 请勿, 唔好再, 唔好, 不要再给我, 别再给我, 不要给我, 别给我',
            '发短信, 发短信了, 发信息, 发信息了, 发消息, 发消息了, 发短讯, 发短信给我, 发信息给我, 发消息给我, 发讯息, 发讯息给我, 发短讯给我, 发给我, send短信, send短讯, send短讯给我, send短信给我, send message, send message给我, send sms, send sms给我, send msg给我, 打扰我',
          ) +
          ', 不要再发, 别再发了, 不要再发了, 别再发',
      },
      { role: 'start', strength: 'bare', phrases: '重新订阅, 订阅, 恢复短信' },
      { role: 'help', strength: 'bare', phrases: '帮助, 需要帮助, 我需要帮助, 帮帮我, 请帮助, bang zhu' },
      {
        role: 'wrong-number',
        phrases:
          '打错了, 你打错了, 您打错了, 打错电话, 打错电话了, 发错了, 发错人了, 你发错了, 你发错人了, 您发错了, 发错号码了, 号码错了, 号码不对, 错号码, 错的号码, 你搞错人了, 搞错人了, 认错人了, ' +
          '找错人了, 你找错人了, 打错, 发错, 打错号码了, 错电话, 寄错人了, 传错了, 传错人了',
      },
      {
        role: 'wrong-number',
        isHint: true,
        phrases:
          '不是我, 我不认识, 不认识这个人, 没有这个人, 我不是病人, 不是病人, 不认识他, 不认识她, 不是我的, 我不是他, 我不是她',
      },
      ...chineseSurroundings(),
    ],
  };
}
