import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** Answers in Vietnamese that are more than a word: who speaks, the verb, its object, and the particle that ends it. */
export function vietnameseSentences(): readonly PhraseGroup[] {
  const not = 'không, ko, k, hông, hong, hok, hổng';
  const can = 'được, đc, dc';
  const who = 'tôi, em, con, cháu, mình, tui, bác, cô, chú, bà, ông, anh, chị, e, chúng tôi, chúng em, tụi em, tụi con';
  const family = 'mẹ con em, hai mẹ con, vợ chồng tôi, em và con';
  const clinic = 'phòng khám, phòng mạch, bệnh viện, bv, pk, phòng chờ, quầy lễ tân, quầy tiếp tân, lễ tân';
  const visit =
    'lịch, hẹn, lịch hẹn, cuộc hẹn, lịch khám, buổi khám, buổi hẹn, lịch hẹn này, lịch này, lịch hẹn của em, lịch hẹn của tôi';
  const keep = joined('giữ, giữ lại, giữ nguyên, vẫn giữ, muốn giữ', visit);
  const change = 'đổi, dời, chuyển, hoãn, lùi, thay đổi';
  const noCancel = `${joined(`${not}, đừng, xin đừng, dạ không, em không, tôi không, con không, em không muốn, tôi không muốn, không muốn, chưa muốn`, 'hủy, hủy nữa, hủy lịch, hủy hẹn, hủy lịch hẹn')}, thôi không hủy, thôi không hủy nữa, thôi đừng hủy`;
  return [
    // Yes and no
    // Huy is also a name.
    { role: 'cancel', isHint: true, strength: 'bare', phrases: 'hủy ạ, hủy đi, dạ hủy, hủy đây' },
    {
      role: 'yes',
      phrases: 'khám từ xa, khám trực tuyến, khám online, đồng ý khám online, rất sẵn lòng, sẵn lòng, dạ đúng vậy',
    },
    { role: 'yes', strength: 'alone', phrases: 'ừa, ờ' },
    { role: 'yes', strength: 'alone', when: ['yes'], phrases: 'dạ phải, phải ạ, rất muốn' },
    // Without its accents, right is spelt as the word for do not: đúng, đừng.
    { role: 'negation', phrases: 'đúng, đúng ạ, dạ đúng, dạ đúng ạ' },
    { role: 'yes', strength: 'bare', when: ['yes', 'no'], phrases: 'đc, dc, đc ạ, dạ đc, dạ dc, đc nha' },
    { role: 'assent', strength: 'bare', phrases: 'đc, dc, đc ạ, dạ đc, dạ dc, đc nha' },
    {
      role: 'no',
      phrases: `${joined(`${joined(not, 'muốn khám, muốn gọi, qua, gọi, tiện')}, khỏi, khỏi cần, thôi khỏi, dạ không muốn, không thích khám`, 'video')}, ${joined(not, 'có wifi, có điện thoại thông minh, biết dùng, biết dùng điện thoại, biết xài điện thoại, tiện')}, ${joined('muốn, thích, cho em, cho tôi, xin', 'gặp bác sĩ, gặp trực tiếp bác sĩ, gặp bác sĩ trực tiếp')}, khám tại phòng khám, khám tại chỗ, khám ở phòng khám, đến gặp bác sĩ, tới gặp bác sĩ, từ chối`,
    },
    { role: 'no', strength: 'bare', phrases: 'dạ không muốn, dạ ko muốn' },
    { role: 'negation', phrases: joined('dạ không muốn, dạ ko muốn', 'hủy, đổi, dời') },
    {
      role: 'no',
      when: ['yes', 'no', 'arrived'],
      phrases: `${joined('muốn, thích, không em, không con, không tôi, không cô, không bác', 'đến, tới, tới phòng khám, đến phòng khám, đến trực tiếp, tới trực tiếp')}, ${joined('tới phòng khám, đến phòng khám', 'khám')}, ${joined('tôi, em, con, cô, bác, mẹ em', joined('muốn', 'gặp bác sĩ, đến, tới, đến trực tiếp, tới trực tiếp, tới phòng khám, đến phòng khám, gặp trực tiếp, khám trực tiếp'))}`,
    },
    {
      role: 'no',
      when: ['yes', 'no', 'cancel'],
      unless: ['arrived'],
      phrases: `${noCancel}, ${keep}, giữ lại, giữ, ${joined('vẫn, em vẫn, tôi vẫn, em sẽ, tôi sẽ, con sẽ, sẽ', 'đến, tới, đi')}, có đến, có đi, ${joined('có, dạ có, vâng, dạ', joined('em, tôi, con', 'đến, tới, đi, sẽ đến, sẽ tới'))}`,
    },
    // Arrived
    {
      role: 'arrived',
      phrases: `${joined(family, 'đến rồi, tới rồi, đã đến, đã tới, đến phòng khám rồi, tới phòng khám rồi, đang ở phòng khám')}, ${joined(`đến, tới, tại, đang ở, ở, đứng trước, đang đứng trước, ở trước, đang ở trước, ngồi ở, đang ngồi ở, đang ngồi chờ ở, đang chờ ở, đang đợi ở, ngay trước, ở ngoài, đang ở ngoài`, clinic)}, ${joined('đến, tới', joined(clinic, 'rồi'))}, ${joined('vào, vô, đã vào, đã vô', 'phòng khám, phòng khám rồi, phòng mạch rồi, pk rồi')}, ${joined('trước, trước cửa, ngoài cửa, trong, ở ngay cửa', clinic)}, đứng trước cửa, tới trước cửa, đến trước cửa, ở ngay cửa, vô tới rồi, vào tới rồi`,
    },
    {
      role: 'arrived',
      when: ['arrived'],
      phrases: `${joined('gửi xe, đậu xe, đỗ xe', 'rồi, xong, xong rồi')}, ${joined('đang chờ, đang đợi, đang ngồi chờ, đang ngồi đợi, tôi đang chờ, tôi đang đợi, em đang chờ, em đang đợi, con đang chờ, con đang đợi', 'ở ngoài, bên ngoài')}, ${joined('tới, đến', 'sớm rồi')}, đến r, tới r, ở dưới nhà xe, dưới nhà xe, dưới hầm xe, ở hầm xe`,
    },
    {
      role: 'arrived',
      strength: 'bare',
      when: ['arrived'],
      unless: ['ready'],
      phrases: 'ngồi chờ rồi, đang ngồi chờ, đang ngồi đợi, ngồi đợi rồi',
    },
    // Ready
    { role: 'question', phrases: `${joined('vào, vô', 'sao, đâu, link nào, cửa nào, không, được không, chưa')}` },
    {
      role: 'negation',
      phrases: `${joined('vào, vô, vào link, vô link, bấm link, mở link, kết nối, online, gọi, nghe', joined(not, can))}, ${joined('ăn, tắm, uống, ăn cơm, làm, học', 'xong, xong rồi')}, mất kết nối, ${joined('đợi, đang chờ, đang đợi, đang ngồi chờ, đang ngồi đợi, em chờ, em đợi, tôi chờ, tôi đợi, em đang chờ, em đang đợi, tôi đang chờ, tôi đang đợi', 'con, chồng, vợ, mẹ, xe, link, kết quả, điện thoại, bạn, chồng tôi, chồng em')}`,
    },
    {
      role: 'ready',
      phrases: `${joined(who, 'sẵn sàng, sẵn sàng rồi, đã sẵn sàng')}, ${joined(family, 'sẵn sàng, sẵn sàng rồi, đã sẵn sàng')}, ${joined('vô, nhấn, nhấn vào, vào, đã vô, đã nhấn', 'link rồi, phòng rồi, link, video rồi')}, vô rồi, đã vô, kết nối xong rồi, đang trực tuyến, ${joined('mở camera, mở máy, mở video', 'rồi')}`,
    },
    {
      role: 'ready',
      strength: 'bare',
      when: ['ready'],
      phrases: `${joined('bắt đầu, gọi, bác sĩ gọi, bs gọi', 'đi, đi ạ, được rồi, được rồi ạ, đi bác sĩ')}, ${joined('tôi, em, con', 'chờ bác sĩ, đợi bác sĩ')}, đang cầm điện thoại, cầm điện thoại rồi`,
    },
    {
      role: 'ready',
      when: ['ready', 'arrived'],
      unless: ['no'],
      phrases: 'tại nhà, dùng điện thoại, đang cầm điện thoại',
    },
    // Confirm, cancel, undo, reschedule
    {
      role: 'confirm',
      when: ['confirm'],
      phrases: `${joined('em sẽ đến, tôi sẽ đến, em sẽ tới, con sẽ đến, sẽ đến, sẽ tới, đến, tới, em tới, em đến, tôi đến, tôi tới', 'đúng hẹn, đúng giờ')}, giữ hẹn, ${joined('mai, hẹn mai, ngày mai, hẹn', 'gặp, gặp bác sĩ')}, gặp bác sĩ ngày mai, sẽ tham dự, ${joined('vẫn, em vẫn, tôi vẫn, con vẫn', 'đến, tới, đi')}`,
    },
    { role: 'confirm', strength: 'bare', when: ['confirm'], phrases: 'xn, xn ạ, chấp nhận' },
    {
      role: 'cancel',
      phrases: joined(
        'phải hủy, em phải hủy, tôi phải hủy, đành hủy, em đành hủy, xin phép hủy, em xin phép hủy, nhờ hủy',
        visit,
      ),
    },
    {
      role: 'cancel',
      phrases: 'tôi phải hủy, em phải hủy, con phải hủy, đành hủy, em đành hủy, xin phép hủy, em xin phép hủy',
    },
    { role: 'cancel', isHint: true, phrases: joined('bỏ, xóa', visit) },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      phrases: `${joined(joined(not, 'đến, tới, đi'), can)}, ${joined(not, 'khám nữa, cần khám nữa, cần lịch hẹn nữa, cần lịch nữa, cần hẹn nữa')}`,
    },
    {
      role: 'undo',
      unless: ['cancel'],
      phrases: `${joined('lỡ tay, em lỡ tay, lỡ tay bấm, bấm nhầm nút', 'hủy')}, ${joined('không cố ý, không có ý, không định, ko cố ý', 'hủy')}, ${joined('lấy lại, giữ lại', visit)}, hủy lệnh hủy, hủy việc hủy, đừng hủy nữa, ${joined('đổi ý', 'em sẽ đến, tôi sẽ đến, không hủy nữa, muốn giữ lịch, em vẫn đến')}`,
    },
    {
      role: 'word',
      phrases: `${joined('sức khỏe', 'khôi phục')}, khôi phục sức khỏe, ${joined('bấm nhầm', 'link, cửa, số')}`,
    },
    {
      role: 'negation',
      phrases: joined(
        `${joined(not, `${change}, muốn đổi, muốn dời, muốn hoãn`)}, đừng đổi, đừng dời, ai đổi, ai dời, sao đổi, sao dời, sao lại đổi, bị đổi, bị dời, bị thay đổi, có đổi`,
        'lịch, hẹn, lịch hẹn, ngày, giờ',
      ),
    },
    {
      role: 'reschedule',
      strength: 'strong',
      phrases: `${joined('dời, chuyển, đổi, lùi, hoãn', joined('sang, qua, lại, lịch sang, lịch qua', 'ngày mai, mai, tuần sau, hôm khác, bữa khác, ngày khác, thứ hai, thứ ba, thứ tư, thứ năm, thứ sáu, thứ bảy, chủ nhật'))}, ${joined('lùi', 'lịch, lịch lại, giờ, lại, lịch hẹn')}, bữa khác, hẹn lại bữa khác, ngày nào khác, giờ nào khác, lịch nào khác, giờ trễ hơn, giờ sớm hơn, ${joined('sớm hơn, trễ hơn', 'được không, được ko')}, sắp xếp lại lịch, ${joined('thay đổi', 'lịch, lịch hẹn, giờ, ngày')}`,
    },
    { role: 'negation', phrases: joined(`${not}, không muốn, đừng`, 'hoãn, dời, lùi') },
    { role: 'reschedule', strength: 'bare', phrases: 'hoãn' },
    // Late
    {
      role: 'late',
      strength: 'strong',
      phrases: `lỡ xe, lỡ xe bus, lỡ xe buýt, lỡ chuyến xe, lỡ tàu, ${joined('xe, xe bus, xe buýt, tàu', 'trễ, bị hư, hư, hỏng, bị hỏng')}, chắc trễ # phút, tới muộn, # p`,
    },
    // Stop, thanks, wrong number
    { role: 'negation', phrases: 'làm phiền bác sĩ, đừng làm phiền bác sĩ' },
    {
      role: 'stop',
      phrases: `${joined('đừng, xin đừng, làm ơn đừng', 'làm phiền, làm phiền tôi, làm phiền tôi nữa, làm phiền em nữa, làm phiền nữa, nhắn cho số này, nhắn cho số này nữa, nhắn vào số này, nhắn vào số này nữa, nhắn số này nữa')}, ${joined('ngưng', 'nhắn, nhắn tin, gửi tin, gửi tin nhắn, nhắn tin cho tôi')}, ${joined('vui lòng không, không nhận, không cần, khỏi, khỏi cần, xin không', 'gửi tin nhắn, tin nhắn nữa, nhắn tin nữa, nhắn nữa, nhắn tin, gửi tin nhắn nữa')}, ${joined('hủy đăng ký, hủy nhận', 'tin nhắn, tin')}, ${joined('xóa, bỏ', 'số này, số điện thoại này, số tôi, số tôi ra, số tôi khỏi danh sách, tên tôi khỏi danh sách')}`,
    },
    { role: 'word', phrases: joined('hủy đăng ký', 'khám, khám bệnh, lịch khám, lịch') },
    {
      role: 'thanks',
      phrases: `biết ơn, rất biết ơn, tk, tks bs, ${joined('cảm ơn, cám ơn', 'đã thông báo, đã báo, đã nhắc lịch, vì đã nhắc, rất nhiều')}, ${joined('chúc, chúc bác sĩ', 'một ngày tốt lành, ngủ ngon, sức khỏe, vui vẻ, ngày mới tốt lành')}`,
    },
    {
      role: 'wrong-number',
      phrases: `${joined('gửi lộn, nhắn lộn', 'rồi, số, số rồi, người, người rồi')}, nhắn nhầm rồi, gửi nhầm rồi, tin nhắn gửi nhầm`,
    },
    { role: 'wrong-number', isHint: true, strength: 'bare', phrases: joined('số này', 'không phải, ko phải') },
    // What keeps a reply from counting
    {
      role: 'negation',
      phrases: `${joined('thuốc, hàng, shipper, kết quả, đồ ăn, thư, bưu phẩm', 'đến rồi, tới rồi, đến, tới, sẵn sàng')}, đi bộ tới, đi bộ đến, tới trước cửa nhà, đến trước cửa nhà, vẫn đến trễ, bác sĩ đang, sau # giờ, tiếng anh, giờ trễ hơn không, giờ sớm hơn không, hôm khác em, hôm khác tôi, lịch uống thuốc, lẽ ra, đáng lẽ, đáng ra, phải chi, ước gì, giá mà, suýt, viết đã đến, trả lời đã đến, ${joined('cố gắng, ráng, tính, định', 'đến, tới')}, ${joined('xác nhận, em xác nhận, tôi xác nhận, để em xác nhận, để tôi xác nhận', 'sau, sau nha, lại sau')}, ${joined('xác nhận lại', 'giờ, ngày, địa chỉ, giúp em giờ')}, 2 mẹ con, ${joined('#', 'mẹ con, đứa, bé, người lớn, trẻ em')}, ${joined('ok, vâng, dạ, đồng ý, được rồi, có, ừ', 'nhưng, nhưng mà, mà, mà không')}, ${joined('dạ có, em có, có, tôi có', 'ho, sốt, đau, bầu, thai, bệnh')}, ${joined('muốn', 'ói, ngất, xỉu, nôn, hỏi, biết')}, ${joined(not, 'đỡ, bớt, khỏe, đồng ý lắm, thích video lắm, à, hả')}, ${joined('khỏi', 'rồi, bệnh, bệnh rồi, hẳn')}, có gặp trực tiếp, ừ không, uh không, khoan, dạ khoan`,
    },
    { role: 'word', phrases: 'em vắng, ho' },
  ];
}
