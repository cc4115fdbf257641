import type { Lexicon } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';
import { vietnameseSentences } from './vi-sentences.ts';
import { vietnameseSurroundings } from './vi-surroundings.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/**
 * How patients answer in Vietnamese, with diacritics and without: they are folded away, so that *tới* (arrive), *tôi* (I) and *tối*
 * (evening) are one, and only whole phrases tell which.
 */
export function vietnamese(): Lexicon {
  /** Not, as it is spelt and abbreviated. */
  const not = 'không, ko, k, kg, hông, hong, hok, hem';
  /** I, we, or another who comes: everybody is called by age. */
  const who = 'tôi, em, con, cháu, mình, tui, chúng tôi, tụi em';
  const clinic =
    'phòng khám, phòng mạch, bệnh viện, trước cửa, ngoài cửa, cửa phòng khám, bãi đậu xe, bãi xe, bãi đỗ xe, phòng chờ, lễ tân, quầy lễ tân, quầy tiếp tân';
  const come =
    'đến rồi, tới rồi, đã đến, đã tới, đã đến rồi, đã tới rồi, vừa đến, vừa tới, mới đến, mới tới, vừa mới đến, vừa mới tới, vừa đến rồi, đến nơi rồi, tới nơi rồi, đã đến nơi, đã tới nơi, đến nơi, tới nơi';
  const place = joined('đến, tới, đã đến, đã tới, vừa đến, vừa tới, mới đến, mới tới', clinic);
  const here = joined('ở, đang ở, đã ở, đang ngồi ở, đang chờ ở, đang đợi ở', clinic);
  const inCar =
    'chờ ngoài xe, đang chờ ngoài xe, đợi ngoài xe, đang đợi ngoài xe, ngồi ngoài xe, ngồi ngoài xe chờ, đang ngồi ngoài xe, đang ngồi ngoài xe chờ, ở dưới sảnh, đang ở dưới sảnh, ở sảnh, ở dưới lầu, đang ở dưới lầu, đang ngồi trong xe, đang chờ trong xe, đang đợi trong xe, đang ở trong xe, chờ trong xe, đợi trong xe, ngồi trong xe';
  const waiting =
    'đang chờ, đang đợi, tôi đang chờ, tôi đang đợi, em đang chờ, em đang đợi, con đang chờ, con đang đợi, đang chờ bác sĩ, đang đợi bác sĩ, em chờ, em đợi, đang chờ đây, đang đợi đây';
  const asking = 'chưa, hả, phải không, phải ko, không, ko, hay chưa, thì sao';
  return {
    // Without diacritics each syllable is near to many others.
    toleratesErrors: false,
    numberWords: 'một, hai, ba, bốn, năm, sáu, bảy, tám, chín, mười, mươi, lăm, rưỡi, nửa',
    groups: [
      ...vietnameseSentences(),
      // Yes and no
      {
        role: 'yes',
        phrases:
          'có ạ, dạ có, dạ có ạ, vâng, vâng ạ, dạ vâng, dạ vâng ạ, đồng ý, tôi đồng ý, em đồng ý, dạ đồng ý, đúng rồi, dạ đúng, dạ đúng rồi, chắc chắn, chắc chắn rồi, tất nhiên, dĩ nhiên, có chứ, có thưa bác sĩ, ' +
          'video, có video, muốn video, tôi muốn video, em muốn video, gọi video, gọi video được, video được, video được ạ, khám video, khám qua video, qua video, dùng video, chọn video, video đi',
      },
      { role: 'yes', strength: 'alone', phrases: 'có, ừ, ừm, uh, um' },
      {
        role: 'yes',
        strength: 'bare',
        when: ['yes', 'no'],
        phrases: 'được, được ạ, dạ được, dạ được ạ, được rồi, được luôn, được chứ, được nha, được nhé',
      },
      { role: 'yes', when: ['yes'], strength: 'bare', phrases: 'muốn, có muốn, em muốn, tôi muốn, con muốn' },
      {
        role: 'assent',
        strength: 'bare',
        phrases:
          'được, được ạ, dạ được, dạ được ạ, được rồi, được luôn, ok ạ, dạ ok, dạ ok ạ, ok bác sĩ, oke, okê, okie, oki, tốt, tốt ạ, tốt rồi, hay quá, rõ, dạ rõ, dạ vâng ok, được chứ, được nha, được nhé',
      },
      { role: 'assent', strength: 'bare', phrases: 'dạ, dạ dạ, dạ rồi' },
      {
        role: 'no',
        strength: 'bare',
        phrases:
          `${not}, dạ không, dạ không ạ, không ạ, ko ạ, dạ ko, dạ hông, hông ạ, ` +
          joined(not, 'cảm ơn, cám ơn, cần, cần đâu, muốn, thích, đồng ý, được, được ạ, cần ạ, muốn ạ, chịu') +
          ', dạ không cảm ơn, dạ không cần, thôi, thôi khỏi, khỏi, khỏi cần, thôi không cần, thôi ạ',
      },
      {
        role: 'no',
        phrases:
          joined(
            not,
            'rành, rành video, rành công nghệ, biết xài, biết xài video, video, cần video, muốn video, dùng video, thích video, có camera, có mạng, có internet, biết dùng video, xài video',
          ) +
          ', muốn đến trực tiếp, tôi muốn đến trực tiếp, đến trực tiếp, khám trực tiếp, gặp trực tiếp, muốn gặp trực tiếp, muốn khám trực tiếp, đến tận nơi, trực tiếp, gặp mặt, tới trực tiếp, muốn tới trực tiếp',
      },
      {
        role: 'no',
        when: ['no'],
        phrases: `${joined('không tôi, ko tôi, dạ không tôi', 'sẽ đến, sẽ tới, muốn đến, muốn đến phòng khám, sẽ đến phòng khám, muốn đến trực tiếp, sẽ đến trực tiếp')}, ${joined('tôi sẽ, em sẽ, con sẽ, để tôi, để em, để con, sẽ', 'đến, tới, đến luôn, tới luôn')}, em tới luôn, tôi tới luôn, em đến luôn, tôi đến luôn, ${joined(
          'tôi sẽ, em sẽ, con sẽ, sẽ, muốn, tôi muốn, em muốn',
          'đến phòng khám, tới phòng khám, đến tận nơi, đến khám, tới khám, đến đó, tới đó',
        )}`,
      },

      // Arrived
      { role: 'question', phrases: joined(joined(who, 'đến rồi, tới rồi'), asking) },
      {
        role: 'question',
        phrases: `${joined('đến rồi, tới rồi, đến nơi, tới nơi, đến, ở phòng khám', asking)}, tới chưa, tới hả, tới phải không`,
      },
      {
        role: 'arrived',
        strength: 'strong',
        phrases: `${joined(who, come)}, ${joined(who, 'ở đây, ở đây rồi, ở ngoài, ở bên ngoài, đang ở ngoài, có mặt, có mặt rồi, đã có mặt, đang ở đây, đây rồi, đến phòng khám rồi, tới phòng khám rồi, ở phòng khám, đang ở phòng khám')}, ${joined(who, inCar)}`,
      },
      {
        role: 'arrived',
        phrases: `${come}, ${place}, ${here}, ${inCar}, ở đây rồi, đang ở đây, có mặt, đã có mặt, có mặt rồi, đậu xe rồi, đậu xe xong, đậu xe xong rồi, đã đậu xe, đỗ xe rồi, đang ở ngoài, đang đứng ngoài, ở bên ngoài, đang ở bên ngoài, check in rồi`,
      },
      { role: 'arrived', strength: 'alone', when: ['arrived'], phrases: 'đến, tới nơi, ở đây' },
      {
        role: 'arrived',
        when: ['arrived', 'ready'],
        unless: ['no'],
        phrases: 'phòng khám, phòng mạch, bệnh viện, ở phòng khám',
      },

      // Ready
      { role: 'question', phrases: joined('sẵn sàng', asking) },
      {
        role: 'ready',
        strength: 'strong',
        phrases: `${joined(who, 'sẵn sàng, sẵn sàng rồi, đã sẵn sàng, đã sẵn sàng rồi, vào rồi, đã vào rồi, đã vào, vào video rồi')}`,
      },
      {
        role: 'ready',
        phrases:
          'sẵn sàng, sẵn sàng rồi, đã sẵn sàng, dạ sẵn sàng, sẵn sàng ạ, vào link rồi, đã vào link, đã mở link, mở link rồi, bấm link rồi, đã bấm link, đã bấm vào link, bấm vào link rồi, vào rồi, đã vào, đã vào rồi, đã kết nối, kết nối rồi, đã tham gia, tham gia rồi, vào phòng video rồi, đang online, online rồi',
      },
      {
        role: 'ready',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases:
          'điện thoại, ở điện thoại, bên điện thoại, qua điện thoại, trên điện thoại, ở nhà, tôi ở nhà, em ở nhà, con ở nhà, đang ở nhà',
      },
      { role: 'word', when: ['ready', 'arrived'], unless: ['no'], phrases: waiting },
      {
        role: 'ready',
        strength: 'bare',
        when: ['ready'],
        phrases: `${waiting}, xong rồi, đã xong, chuẩn bị xong, chuẩn bị xong rồi, trong phòng chờ`,
      },
      { role: 'arrived', strength: 'bare', when: ['arrived'], phrases: waiting },

      // Confirm, cancel, reschedule
      {
        role: 'confirm',
        phrases:
          'xác nhận, tôi xác nhận, em xác nhận, con xác nhận, xác nhận ạ, dạ xác nhận, xác nhận lịch hẹn, xác nhận lịch, xác nhận cuộc hẹn, xác nhận hẹn, đã xác nhận, xin xác nhận, tôi xin xác nhận, em xin xác nhận, xác nhận đến, xác nhận có đến, muốn xác nhận',
      },
      {
        role: 'confirm',
        when: ['confirm'],
        phrases:
          joined(
            'sẽ, tôi sẽ, em sẽ, con sẽ, cháu sẽ, mình sẽ, chúng tôi sẽ, dạ em sẽ, có thể, tôi có thể, em có thể',
            'đến, tới, đến đúng giờ, tới đúng giờ, có mặt, đến ạ, tới ạ, đến khám, tới khám, có mặt đúng giờ',
          ) +
          ', ' +
          joined(
            'mai, ngày mai, dạ mai, hôm đó',
            'tôi đến, em đến, em tới, tôi tới, con đến, con tới, tôi sẽ đến, em sẽ đến',
          ) +
          ', có đến, có đi, em đến được, tôi đến được, đến được, tới được, giữ lịch, giữ lịch hẹn, hẹn gặp, hẹn gặp bác sĩ',
      },
      {
        role: 'cancel',
        phrases:
          joined(
            'hủy, tôi hủy, em hủy, muốn hủy, tôi muốn hủy, em muốn hủy, con muốn hủy, xin hủy, cho tôi hủy, cho em hủy, em xin hủy, tôi cần hủy, cần hủy, tôi xin hủy, vui lòng hủy, làm ơn hủy, hủy giúp, hủy giùm, hủy dùm',
            'hẹn, lịch, lịch hẹn, cuộc hẹn, hẹn này, lịch hẹn này, lịch khám, buổi khám, buổi hẹn, lịch hẹn của tôi, lịch này',
          ) +
          ', muốn hủy, tôi muốn hủy, em muốn hủy, con muốn hủy, xin hủy, tôi cần hủy, cần hủy, em xin hủy, tôi xin hủy, cho tôi hủy, cho em hủy, vui lòng hủy, xác nhận hủy, dạ hủy, đồng ý hủy, có hủy, hủy giúp em, hủy giúp tôi, hủy dùm em, hủy giùm em, hủy dùm tôi, hủy giùm tôi, hủy dùm, hủy giùm, hủy giúp, hủy ạ, hủy đi, hủy luôn',
      },
      // Huy is also a name.
      { role: 'cancel', isHint: true, strength: 'bare', phrases: 'hủy' },
      {
        role: 'cancel',
        strength: 'strong',
        isHint: true,
        phrases:
          joined(
            not,
            'đến được, tới được, đi được, thể đến, thể tới, thể đi, đến nữa, tới nữa, đi nữa, đi khám được, thể đến được, thể đến khám, đến khám được, tham dự được, đến được nữa',
          ) +
          ', hủy được không, có thể hủy không, làm sao hủy, làm sao để hủy, muốn hủy thì sao, hủy như thế nào, hủy thế nào',
      },
      {
        role: 'undo',
        phrases:
          'hoàn tác, hủy nhầm, tôi hủy nhầm, em hủy nhầm, con hủy nhầm, lỡ hủy, em lỡ hủy, tôi lỡ hủy, bấm nhầm, em bấm nhầm, tôi bấm nhầm, nhấn nhầm, khôi phục, khôi phục lịch hẹn, khôi phục lịch, khôi phục hẹn, xin khôi phục, khôi phục cuộc hẹn, lấy lại lịch hẹn, hủy hủy, bỏ hủy, giữ lại lịch hẹn',
      },
      {
        role: 'reschedule',
        strength: 'strong',
        phrases:
          joined(
            'đổi, dời, đổi lại, dời lại, chuyển',
            'lịch, lịch hẹn, hẹn, ngày, giờ, cuộc hẹn, ngày khác, giờ khác, qua ngày khác, sang ngày khác, sang hôm khác, qua hôm khác, ngày hẹn, giờ hẹn',
          ) +
          ', ' +
          joined(joined('đổi, dời', 'lịch, lịch hẹn, hẹn, ngày, giờ, ngày khác, giờ khác'), 'không, ko, không ạ') +
          ', hẹn lại, đặt lại lịch, đặt lại hẹn, đặt lịch lại, ngày khác, hôm khác, giờ khác, lịch khác, hoãn lại, hoãn lịch, hoãn hẹn, dời qua, dời sang, đổi qua, đổi sang, đặt lịch khác',
      },

      // Late
      {
        role: 'late',
        strength: 'strong',
        phrases:
          'đến trễ, tới trễ, đến muộn, bị trễ, bị muộn, đi trễ, sẽ trễ, sẽ đến trễ, sẽ tới trễ, sẽ đến muộn, em tới muộn, con tới muộn, sẽ tới muộn, trễ một chút, muộn một chút, trễ chút, trễ xíu, trễ tí, hơi trễ, hơi muộn, em trễ, tôi trễ, con trễ, bị kẹt xe, kẹt xe, đang kẹt xe, tắc đường, bị tắc đường, kẹt đường, ' +
          joined(
            'trễ, muộn, đến trễ, tới trễ, đến muộn, trễ khoảng, muộn khoảng, sẽ trễ, đến trễ khoảng, trễ chừng',
            '# phút, # tiếng, # p, vài phút, nửa tiếng, # # phút',
          ),
      },
      { role: 'late', phrases: 'trễ, # phút, # phút ạ, chậm, sẽ chậm, đến chậm' },

      // Consent, help, wrong number
      {
        role: 'stop',
        phrases:
          joined(
            'đừng, ngừng, dừng, xin đừng, xin ngừng, vui lòng ngừng, vui lòng đừng, làm ơn đừng, thôi, đừng có',
            'nhắn tin, nhắn tin nữa, nhắn tin cho tôi, nhắn tin cho tôi nữa, nhắn tin cho em nữa, nhắn nữa, nhắn cho tôi nữa, gửi tin nhắn, gửi tin nhắn nữa, gửi tin, gửi tin nữa, gửi tin nhắn cho tôi, gửi tin nhắn cho tôi nữa, gửi sms, gửi nữa, liên lạc nữa',
          ) +
          ', ' +
          joined(
            not,
            'muốn nhận tin nhắn, muốn nhận tin, nhận tin nữa, muốn nhận tin nhắn nữa, nhắn tin nữa, nhắn tin cho tôi nữa',
          ) +
          ', hủy đăng ký, xóa số của tôi, xóa số tôi, xóa số điện thoại của tôi',
      },
      { role: 'start', strength: 'bare', phrases: 'đăng ký, đăng ký lại' },
      {
        role: 'help',
        strength: 'alone',
        phrases: 'giúp, giúp tôi, giúp em, giúp đỡ, cần giúp đỡ, trợ giúp, tôi cần giúp',
      },
      {
        role: 'wrong-number',
        phrases:
          'nhầm số, nhầm số rồi, sai số, sai số rồi, lộn số, lộn số rồi, nhầm người, nhầm người rồi, lộn người, bạn nhầm số, bạn nhầm số rồi, nhắn nhầm, nhắn nhầm số, nhắn nhầm người, nhầm rồi, sai người, sai người rồi, gửi nhầm, gửi nhầm số, gửi nhầm người, số này sai, nhầm máy',
      },
      {
        role: 'wrong-number',
        isHint: true,
        phrases: joined(
          'không, ko',
          'phải tôi, phải em, phải số của tôi, quen, biết người này, có ai tên này, phải bệnh nhân, phải của, phải số của, phải số này',
        ),
      },
      ...vietnameseSurroundings(),
    ],
  };
}
