CREATE VIEW "目標と事項" AS
SELECT targets.target_id, documents.path AS "ファイル", documents.municipality_name AS "地方公共団体名", items.title AS "事項名", indicators.name AS "指標名",
       targets.period_raw AS "時期", targets.text AS "本文", targets.value AS "値", targets.unit AS "単位", targets.basis_confidence AS "確信度"
FROM targets JOIN documents USING (document_id) JOIN items USING (item_id) LEFT JOIN indicators USING (indicator_id);
CREATE VIEW "実績と事項" AS
SELECT results.result_id, documents.path AS "ファイル", documents.municipality_name AS "地方公共団体名", items.title AS "事項名", indicators.name AS "指標名",
       results.period_raw AS "時期", results.text AS "本文", results.value AS "値", results.unit AS "単位", results.basis_confidence AS "確信度"
FROM results JOIN documents USING (document_id) JOIN items USING (item_id) LEFT JOIN indicators USING (indicator_id);
CREATE VIEW "評価と事項" AS
SELECT ratings.rating_id, documents.path AS "ファイル", documents.municipality_name AS "地方公共団体名", items.title AS "事項名", ratings.kind AS "種類",
       ratings.subject AS "評価の対象", ratings.rater AS "評価者", ratings.raw AS "原文", ratings.code AS "コード", ratings."rank" AS "順位", ratings."of" AS "段階数",
       ratings.comment AS "評価の理由", ratings.basis_confidence AS "確信度"
FROM ratings JOIN documents USING (document_id) JOIN items USING (item_id);
CREATE VIEW "記述と事項" AS
SELECT notes.note_id, documents.path AS "ファイル", documents.municipality_name AS "地方公共団体名", items.title AS "事項名", notes.kind AS "種類",
       notes.text AS "本文", notes.basis_confidence AS "確信度"
FROM notes JOIN documents USING (document_id) JOIN items USING (item_id);
CREATE VIEW "確認すべき記録" AS
SELECT 'targets' AS "表", target_id AS id, document_id, item_id, text AS "本文", basis_confidence AS "確信度" FROM targets WHERE basis_confidence < 0.5
UNION ALL SELECT 'results', result_id, document_id, item_id, text, basis_confidence FROM results WHERE basis_confidence < 0.5
UNION ALL SELECT 'ratings', rating_id, document_id, item_id, raw, basis_confidence FROM ratings WHERE basis_confidence < 0.5
UNION ALL SELECT 'notes', note_id, document_id, item_id, text, basis_confidence FROM notes WHERE basis_confidence < 0.5;
