import { words } from '../written/stretch.ts';
import type { Rule } from '../written/stretch.ts';

/** Words whose capitals are often written without accents, and which are no other words without them. */
const ACCENTED =
  'école écoles élève élèves étage étages étudiant étudiants état états été église églises énergie économie événement événements éducation électricité électrique épicerie équipe équipes étoile étoiles élection élections édition équipement évitez éteindre écoute sécurité santé société université liberté égalité fraternité vérité qualité quantité nouveauté nouveautés publicité propriété propriétés beauté difficulté réduction réductions région réservé réservation réservations réunion répondez téléphone télévision télé numéro général générale préfecture président république médecin pièce pièces première dernière père mère frère très après près déjà voilà noël hôtel hôpital fête fêtes tête forêt août gâteau gâteaux théâtre goût dîner île îles français française privé privée défense défendu déchets décembre février même arrêt accès succès problème problèmes système modèle crème matière lumière rivière cinéma café thé musée lycée collège année années journée journées soirée soirées matinée entrée entrées durée idée idées arrivée arrivées départ départs dépôt désolé déjeuner création crédit cérémonie développement période précaution prévu procédure réception réseau résidence résultat résultats réveil sélection séance séances série légumes métro mémoire métier météo ménage opéra opération vélo vélos véhicule véhicules vêtements zéro bébé bébés bière boîte château chèque chèques fidélité gratuité interdiction spécialité spécialités âge';

const BY_CAPITALS = new Map(
  ACCENTED.split(' ').map((word) => [word.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase(), word]),
);

/** "DEFENSE D'ENTRER", "ECOLE". */
export const unaccentedRules: readonly Rule[] = [
  {
    needs: /[A-Z]{3}/,
    pattern: /(?<![\p{L}\p{M}\p{N}.&])[A-Z]{3,}(?![\p{L}\p{M}\p{N}&]|\.\p{L})/gu,
    say([written]) {
      const word = BY_CAPITALS.get(written);
      return word === undefined ? undefined : [words(word)];
    },
  },
];
