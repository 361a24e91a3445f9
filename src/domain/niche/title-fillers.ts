/**
 * Words that fill titles in every niche and say nothing of what a video is about. A topic neither begins nor ends with one;
 * lists by hand, out of the titles of real channels, beside the stop words of every text.
 */
const FILLERS = new Set(
  `ad advertisement age breaking collab cut deleted edition edit fyp foryou foryoupage front hours hour looks minutes minute
  normal pub pourtoi reels reel seconds shortsvideo shortvideo sponsored sponso trend trending version viral youtubeshorts
  yesterday amazing biggest big actually again almost another anyone anything around best better buy cant changed checking
  complete coming crazy cool day days dead different doesnt every everyone everything explained explaining fast finally
  fixed full future going gone good hard hidden huge im inside insane isnt its ive know last left long lot love making
  may mistake mistakes money never next nobody oh okay old ones part perfect possible problem pros quick ready real
  really reasons saying secret seriously simple simply since something soon start started still stop stuff super
  surprising tell tested things thoughts together top tried true truth try ultimate using weird wont worst worth wrong
  yes yet ep episode vol part season ft feat vlog shorts short update updates week weekly month today tomorrow
  yesterday january february march april june july august september october november december
  abord acheter ans arrive arrêter attention aucun aujourd aujourdhui aussi autre autres avant avez aviez avis beaucoup
  besoin bien bientôt bon bonne cache caché car cela celui cette ceux chaque choisir chose choses clic comment complet
  contre coup cours crois dernier dernière dernières derniers dessous devez devient devrait devriez dingue dire dit dois
  doit donc déjà encore enfin entre erreur erreurs essayer euros eur existe facile facilement faire fait faites fallait
  faut fin fini folle font fou fous gens grand grande grosse gros guide géniale genial génial hui idée ici impossible
  incroyable là ça changer changé jamais jour jours juste laisse lequel lesquels maintenant mal malgré mais meilleur meilleure meilleures
  meilleurs mieux million millions mis mois moins monde moment mort même ni nul parfait parfaite parler part passe passer
  personne petit petite peut peuvent peux pire plusieurs plutôt possible pourquoi pourtant pouvez presque prendre premier
  première premières prix problème problèmes propos puis quel quelle quelles quels question quoi raison raisons rapide
  rapidement regarder reste rien révolution sait savoir secret secrets selon semaine sens sera seul seulement seule si
  simple simplement soit solution sort souvent sous super surprise tant tel temps tester testé top totalement toujours
  tombe toutes trop trouve trouver truc trucs utiliser va vais valoir vaut vers veut veux vidéos vie voici voilà voir vois
  vont voulez vrai vraie vraiment vérité vite éviter êtes étape étapes épisode saison janvier février mars avril mai juin
  juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche
  ahora antes año años así bueno cada cómo cosas cuál después día días ellos hacer hago hoy lugar mejor mejores mundo
  mundial nadie nunca nueva nuevos parte peor podría poder porqué primera primero puede puedes quiero realmente real
  semana siempre tan tiempo toda todas truco trucos verdad vez veces vida
  besser beste besten bester endlich gut heute immer jahr jahre jetzt macht machen müssen neue neuen neuer niemand richtig
  schlecht sollte teil viel warum wieso wirklich
  agora ainda ano anos antes cada coisa coisas dia dias fazer hoje mais melhor melhores nada nova novas novos nunca pode
  pior porque primeiro sempre tempo toda todas todos verdade vez`.split(/\s+/u),
);

/** Whether a topic can neither begin nor end with a word. */
export function isFiller(word: string): boolean {
  return FILLERS.has(word);
}
