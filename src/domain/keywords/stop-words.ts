/**
 * Words that carry no topic of their own. A phrase may hold them ("bread for beginners") but neither begins nor ends with
 * one. Short lists by hand: what a single search returns is too little to tell "the" from the topic by how often it comes.
 * The first line of each is grammar, the second what creators write in every language's descriptions.
 */
const LISTS: Readonly<Record<string, string>> = {
  en: `a about after all also am an and any are as at be been before but by can could did do does for from get go got had has have he her here him his i if im in into is it its ive just let like me more most my need no not now of off on one only or other our out over own really same she so some such than that thats the their them then there these they thing things this those to too under until up us use very want was way we were when where which while who will with would you your youre
  channel check click comment comments description details disclaimer discord dont episode facebook follow follows free full hd http https instagram join link links live music new official part patreon please playlist reddit share shorts subscribe subscribed support thank thanks tiktok today twitter video videos watch watching website welcome www youtube`,
  de: `aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dein deine dem den der des dich die dir doch du durch ein eine einem einen einer eines er es euch für habe haben hat hier ich ihr ihre im in ist ja jetzt kann kein keine mal man mehr mein meine mich mir mit nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so um und uns unter vom von vor war was weil wenn wer wie wieder wir wird zu zum zur über
  abonnieren abonniert folge folgt kanal kommentar kommentare kostenlos link links mehr musik neue neues video videos`,
  fr: `a ai au aux avec c ce ces cet cette comme d dans de des dont du elle en est et eu fait il ils j je l la le les leur lui ma mais me mes moi mon même n ne nos notre nous on ont ou où par pas plus pour qu quand que qui s sa sans se ses si son sont sur t ta te tes toi ton tous tout toute très tu un une vos votre vous y à été être
  abonne abonner abonnez abonnés chaîne commentaire commentaires lien liens nouvelle nouveau partage vidéo vidéos`,
  es: `a al algo así aquí como con cuando de del desde donde dos el ella en entre era eres es esa ese eso esta este esto está fue ha hasta hay la las le les lo los más me mi mis mucho muy nada ni no nos o para pero por porque que qué se ser si sin sobre son su sus también te tiene todo todos tu tus un una uno y ya yo
  canal comenta comentarios enlace enlaces gratis nuevo suscribete suscríbete suscribirte video videos vídeo vídeos`,
  pt: `a ao aos as até com como da das de dela dele do dos e ela ele eles em entre era essa esse esta este eu foi há isso isto já lhe mais mas me mesmo meu meus minha muito na nas nem no nos não o os ou para pela pelo por qual quando que quem se sem ser seu seus sua são só também te tem teu tu tudo um uma vai você vocês à é
  canal comentário comentários inscreva inscrever link links novo vídeo vídeos`,
  it: `a ad ai al alla alle anche che chi ci come con cosa da dal dalla degli dei del della delle di dove e ed era fa gli ha hai ho i il in io la le lei lo loro lui ma me mi mia mio molto ne nei nel nella no noi non o per perché più quando quello questa questo se sei senza si sia sono su sua sul sulla suo te ti tra tu tutti tutto un una uno vi voi è
  canale commenti commento gratis iscriviti link nuovo video`,
  nl: `aan al als altijd ben bij dan dat de deze die dit doen door dus een en er geen had heb hebben heeft het hier hij hoe ik in is ja je kan kunnen maar me meer met mij mijn moet na naar niet nog nu of om omdat ons ook op over te tot uit van veel voor waar was wat we wel wij wordt zal ze zich zijn zo zonder zou
  abonneer kanaal link links nieuwe reacties video`,
  pl: `a aby ale bardzo bez być bo by był była było co czy dla do gdy go i ich ja jak jako jest jeszcze jego jej jeśli już ma mi mnie może można na nad nam nas nie nim o od on ona oraz po pod przez przy się są ta tak także tam te tego tej ten to tu tutaj ty tylko tym u w we wszystko z za ze że
  film filmy kanał komentarz link odcinek subskrybuj`,
  ru: `а без бы был была были было быть в вам вас вот все всё вы где да для до его ее если есть еще ещё же за здесь и из или им их к как ко когда кто ли меня мне много может мой моя мы на надо нам нас не него нет ни но ну о об он она они от по под при с сам свой себя со так там то того тоже только тут ты у уже что чтобы эта это этот я
  видео выпуск канал канале комментарии лайк подписаться подписывайтесь подпишись ссылка ссылки`,
  tr: `ama ben bir biz bu çok da daha de değil diye en gibi göre hem her için ile ise kadar ki mi mu mı ne neden o olan olarak onu sen siz şey şu ve veya ya
  abone beğen kanal kanalıma link video videolar yorum`,
  hi: `आप इस उस एक और कर करने का की के को कि क्या जो तक तो थे था थी ने पर भी में मैं यह ये वह वे से हम ही है हैं हो
  चैनल लाइक वीडियो शेयर सब्सक्राइब`,
  ja: `あの ある いる か から が この これ こと して する その それ た だ つ て で です では と ない など なる に の は へ ます まで も や よ より ら れ を 回 さん ちゃん 的 中 方
  チャンネル 登録 動画 概要 欄 コメント`,
  ko: `가 과 그 는 도 를 수 에 와 으로 은 을 의 이 저 것 등 및 더 안 있는 하는 합니다
  구독 댓글 링크 영상 유튜브 채널 좋아요`,
  zh: `不 也 了 他 你 個 个 们 們 到 去 吗 吧 和 在 地 她 對 就 得 很 我 是 有 來 的 着 著 被 說 说 都 與 与 要 還 还 這 这 那 為 为 嗎 吗
  订阅 訂閱 頻道 频道 視頻 视频 影片 點讚 点赞`,
  ar: `أن أو إلى التي الذي الى ان او اي على عن في قد كان كل لا لم ما من مع هذا هذه هل هو هي و يا
  اشتراك القناة رابط فيديو قناة`,
};

/** English words that open or fill a good phrase ("how to knead", "best flour") but say nothing alone, nor at its end. */
const WEAK = wordsIn([
  `already around awful back bad being below best better between big came change come coming day days does easy even ever
  every find first free getting give going good great guide happened here how keep know look made make makes making many
  much never next nothing something old part people perfect place put quick real right see should shows start still story take think three
  through time times tips top took try trying two vs what why without work world year years`,
]);

/** Whether a word cannot be a keyword by itself, nor end one. */
export function isWeak(word: string): boolean {
  return WEAK.has(word);
}

const EVERY = wordsIn(Object.values(LISTS));

/**
 * The stop words for texts in a language (ISO 639-1), together with those of English, which stand everywhere; those of
 * every language on the list when it is not known or not on it.
 */
export function stopWords(language: string | null): ReadonlySet<string> {
  const list = LISTS[language?.toLowerCase().split('-')[0] ?? ''];
  return list === undefined ? EVERY : wordsIn([LISTS.en ?? '', list]);
}

/**
 * The language (ISO 639-1) whose list holds most of some words, each counted once; English among equals, null when no
 * list holds any. For texts of unknown language: the stop words of all would take "war", "hat" and "die" from English.
 */
export function likelyLanguage(words: Iterable<string>): string | null {
  const once = new Set(words);
  let likely: { readonly code: string | null; readonly held: number } = { code: null, held: 0 };
  for (const [code, list] of Object.entries(LISTS)) {
    const held = [...wordsIn([list])].filter((word) => once.has(word)).length;
    if (held > likely.held) likely = { code, held };
  }
  return likely.code;
}

function wordsIn(lists: readonly string[]): ReadonlySet<string> {
  return new Set(lists.flatMap((list) => list.split(/\s+/u)));
}
