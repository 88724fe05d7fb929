BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0010');
CREATE TABLE dirty (
	id INTEGER NOT NULL, 
	feed TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE entry (
	number INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	source_id INTEGER NOT NULL, 
	published VARCHAR(27) NOT NULL, 
	updated VARCHAR(27) NOT NULL, 
	seen_at VARCHAR(27) NOT NULL, 
	withdrawn BOOLEAN NOT NULL, 
	revisions INTEGER NOT NULL, 
	item TEXT NOT NULL, 
	PRIMARY KEY (number), 
	UNIQUE (id), 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
INSERT INTO "entry" VALUES(1,'tag:example.org,2026:linde/namoj45o3n4jduj4',1,'2026-02-04T09:10:00.000000Z','2026-02-04T09:10:00.000000Z','2026-02-04T11:45:00.000000Z',0,1,'{"author": null, "captions": [], "html": "<p>Fähre fährt</p><p>Die Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T09:10:00+00:00", "text": "Fähre fährt\n\nDie Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.", "title": null}');
INSERT INTO "entry" VALUES(2,'tag:example.org,2026:linde/xhnjakjhclzvjybh',1,'2026-02-04T10:35:00.000000Z','2026-02-04T11:45:01.000000Z','2026-02-04T11:45:01.000000Z',0,2,'{"author": null, "captions": [], "html": "<p>Die Brücke über die Linde bleibt bis Freitag gesperrt, sagt die Leitstelle.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T10:35:00+00:00", "text": "Die Brücke über die Linde bleibt bis Freitag gesperrt, sagt die Leitstelle.", "title": "Brücke gesperrt"}');
INSERT INTO "entry" VALUES(3,'tag:example.org,2026:linde/brrnnyc5xcmyzjvr',1,'2026-02-04T11:40:00.000000Z','2026-02-04T11:40:00.000000Z','2026-02-04T11:45:00.000000Z',0,1,'{"author": null, "captions": [], "html": "<p>In der Altstadt gibt es wieder Strom, auch die Ampeln gehen.</p><p>Foto: Jule Petersen/Lindenpresse</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T11:40:00+00:00", "text": "In der Altstadt gibt es wieder Strom, auch die Ampeln gehen.\n\nFoto: Jule Petersen/Lindenpresse", "title": "Strom zurück"}');
INSERT INTO "entry" VALUES(4,'tag:example.org,2026:linde/gegswsd4lyj62cai',1,'2026-02-04T11:45:00.000000Z','2026-02-04T11:45:01.000000Z','2026-02-04T11:45:01.000000Z',1,2,'{"author": null, "captions": [], "html": "<p>Entwarnung nach einer halben Stunde.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T11:45:00+00:00", "text": "Entwarnung nach einer halben Stunde.", "title": "Luftalarm"}');
CREATE TABLE membership (
	topic TEXT NOT NULL, 
	entry INTEGER NOT NULL, 
	has_left BOOLEAN NOT NULL, 
	published VARCHAR(27) NOT NULL, 
	changed_at VARCHAR(27) NOT NULL, 
	PRIMARY KEY (topic, entry), 
	FOREIGN KEY(entry) REFERENCES entry (number) ON DELETE CASCADE
);
INSERT INTO "membership" VALUES('alle',1,0,'2026-02-04T09:10:00.000000Z','2026-02-04T11:45:00.000000Z');
INSERT INTO "membership" VALUES('alle',2,0,'2026-02-04T10:35:00.000000Z','2026-02-04T11:45:01.000000Z');
INSERT INTO "membership" VALUES('alle',3,0,'2026-02-04T11:40:00.000000Z','2026-02-04T11:45:00.000000Z');
INSERT INTO "membership" VALUES('alle',4,0,'2026-02-04T11:45:00.000000Z','2026-02-04T11:45:01.000000Z');
CREATE TABLE revision (
	entry INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	seen_at VARCHAR(27) NOT NULL, 
	significance TEXT NOT NULL, 
	item TEXT, 
	snapshot_id INTEGER, changed TEXT DEFAULT '' NOT NULL, evidence TEXT DEFAULT '' NOT NULL, reader TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (entry, number), 
	FOREIGN KEY(entry) REFERENCES entry (number) ON DELETE CASCADE
);
INSERT INTO "revision" VALUES(1,1,'2026-02-04T11:45:00.000000Z','new','{"author": null, "captions": [], "html": "<p>Fähre fährt</p><p>Die Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T09:10:00+00:00", "text": "Fähre fährt\n\nDie Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.", "title": null}',1,'','','0.1.0');
INSERT INTO "revision" VALUES(2,1,'2026-02-04T11:45:00.000000Z','new','{"author": null, "captions": [], "html": "<p>Die Brücke über die Linde bleibt bis Donnerstag gesperrt, sagt die Leitstelle.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T10:35:00+00:00", "text": "Die Brücke über die Linde bleibt bis Donnerstag gesperrt, sagt die Leitstelle.", "title": "Brücke gesperrt"}',1,'','','0.1.0');
INSERT INTO "revision" VALUES(3,1,'2026-02-04T11:45:00.000000Z','new','{"author": null, "captions": [], "html": "<p>In der Altstadt gibt es wieder Strom, auch die Ampeln gehen.</p><p>Foto: Jule Petersen/Lindenpresse</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T11:40:00+00:00", "text": "In der Altstadt gibt es wieder Strom, auch die Ampeln gehen.\n\nFoto: Jule Petersen/Lindenpresse", "title": "Strom zurück"}',1,'','','0.1.0');
INSERT INTO "revision" VALUES(4,1,'2026-02-04T11:45:00.000000Z','new','{"author": null, "captions": [], "html": "<p>Entwarnung nach einer halben Stunde.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T11:45:00+00:00", "text": "Entwarnung nach einer halben Stunde.", "title": "Luftalarm"}',1,'','','0.1.0');
INSERT INTO "revision" VALUES(2,2,'2026-02-04T11:45:01.000000Z','major','{"author": null, "captions": [], "html": "<p>Die Brücke über die Linde bleibt bis Freitag gesperrt, sagt die Leitstelle.</p>", "images": [], "key": null, "link": null, "precision": "minute", "published": "2026-02-04T10:35:00+00:00", "text": "Die Brücke über die Linde bleibt bis Freitag gesperrt, sagt die Leitstelle.", "title": "Brücke gesperrt"}',2,'text','the same time and title','0.1.0');
INSERT INTO "revision" VALUES(4,2,'2026-02-04T11:45:01.000000Z','major',NULL,5,'','','0.1.0');
CREATE TABLE setting (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "setting" VALUES('authority','example.org,2026');
INSERT INTO "setting" VALUES('topics','c2022fe95d50fcfa1269abf2779c84421f1dbdf59a496b9bda4347f5385fdb71');
CREATE TABLE snapshot (
	id INTEGER NOT NULL, 
	source_id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	origin TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	fetched_at VARCHAR(27) NOT NULL, 
	modified_at VARCHAR(27), 
	content BLOB, 
	is_read BOOLEAN NOT NULL, 
	level TEXT NOT NULL, 
	fault TEXT NOT NULL, lasts BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(source_id) REFERENCES source (id) ON DELETE CASCADE
);
INSERT INTO "snapshot" VALUES(1,1,'8ef466fb18d074f067e618eb5beda7c26859269d8bb114bb5edbd0815691d30d','FOLDER/ticker/ticker.txt','text/plain','2026-02-04T12:00:00.000000Z','2026-02-04T11:59:00.000000Z',NULL,1,'ok','',0);
INSERT INTO "snapshot" VALUES(2,1,'d0d42196957f72f7f9c9a95ac35220079ef60deea9f3df7c04c1e3a2ea2b8e75','FOLDER/ticker/ticker.txt','text/plain','2026-02-04T12:05:00.000000Z','2026-02-04T12:04:00.000000Z',NULL,1,'ok','',0);
INSERT INTO "snapshot" VALUES(3,1,'0e9a593ee67bbb122595762e1f7d1ced1abfdf8f5122d05ff74954856d480ccc','FOLDER/ticker/ticker.txt','text/plain','2026-02-04T12:10:00.000000Z','2026-02-04T12:09:00.000000Z',NULL,1,'ok','',0);
INSERT INTO "snapshot" VALUES(4,1,'42315bbe71cb14c0a9831df8d4fe69d6c9266085b9b6949cc275165a57521c24','FOLDER/ticker/ticker.txt','text/plain','2026-02-04T12:15:00.000000Z','2026-02-04T12:14:00.000000Z',NULL,1,'ok','',0);
INSERT INTO "snapshot" VALUES(5,1,'d045e71b602ea10126218db79a476ab7dde8a863dd289ba5130cd6adee7a705d','FOLDER/ticker/ticker.txt','text/plain','2026-02-04T12:20:00.000000Z','2026-02-04T12:19:00.000000Z',X'789C5D90414EC4300C45F739C53F4015A65036B32B4291402C901007485BD344A469E5B842E23C738CD9F562A49D0E42AC2C7DDBFF7DBBD230D4F06CB94079ABAB03DE1D1FF1263C0EF89E7939B79F4A3D4574C4A88324B19DA0F78D8012BE3CADFA365DC0CEAD43E709F5305188E8C951D44A9951C6239EE7407825214E146F5E7CEC284E4C299152D5DF14A5BEBBBFA478D8F0948DD244CCA2D46376BFAACBB9C9EC95B799A109B4C66A7C8261F262FBDFC502C9F67299CD9D241402E97FDC832EF7EBCD72724CF858CB0EDDA5E88741AE671BEBB85F4ED90D83CF8C7A9631218EF90BD1B74E3240A91F70A279D8',1,'ok','',0);
CREATE TABLE source (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	location TEXT NOT NULL, 
	title TEXT NOT NULL, 
	language TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	since VARCHAR(27), 
	last_good_at VARCHAR(27), 
	due_at VARCHAR(27), 
	etag TEXT, 
	last_modified TEXT, 
	unsettled_since VARCHAR(27), 
	place TEXT, 
	page TEXT NOT NULL, 
	losses INTEGER NOT NULL, validated_by TEXT, id_name TEXT, missing TEXT DEFAULT '{}' NOT NULL, noise TEXT DEFAULT '{}' NOT NULL, reader TEXT DEFAULT '' NOT NULL, timezone TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "source" VALUES(1,'linde','FOLDER/ticker/*.txt','linde','de','ok','','2026-02-04T12:00:00.000000Z','2026-02-04T12:20:00.000000Z','2026-02-04T12:25:00.000000Z',NULL,NULL,NULL,'["2026-02-04T11:40:00.000000", "2026-02-04T12:19:00.000000", "FOLDER/ticker/ticker.txt"]','["tag:example.org,2026:linde/brrnnyc5xcmyzjvr", "tag:example.org,2026:linde/xhnjakjhclzvjybh", "tag:example.org,2026:linde/namoj45o3n4jduj4"]',0,NULL,'linde','{}','{}','0.1.0','Europe/Berlin');
CREATE TABLE topic (
	name TEXT NOT NULL, 
	"query" TEXT NOT NULL, 
	rendering TEXT NOT NULL, id_name TEXT, "after" INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "topic" VALUES('alle','(''*'', (), True, [], ''0.1.0'')','{"from": "2dcc25986cf1ad6d490c31d7566790bc9ea6d786fe619bc8152bcfd6ce61008d", "sizes": {"alle.atom": 3133, "alle.html": 9729, "alle.edits.atom": 1832}}','alle',0);
INSERT INTO "topic" VALUES('_site','','{"from": "0cfd935ee084cf4796b16a1d8f7f784ff29f1e214798bd5a847ab1e8444589a2", "sizes": {"index.html": 8793, "feeds.opml": 391}}',NULL,0);
CREATE INDEX snapshot_by_digest ON snapshot (source_id, digest);
CREATE INDEX snapshot_by_order ON snapshot (source_id, id);
CREATE INDEX snapshot_held ON snapshot (source_id) WHERE content IS NOT NULL;
CREATE INDEX entry_by_time ON entry (source_id, published);
CREATE INDEX membership_by_entry ON membership (entry);
CREATE INDEX membership_by_time ON membership (topic, has_left, published, entry);
CREATE INDEX membership_by_change ON membership (topic, changed_at);
CREATE INDEX dirty_by_feed ON dirty (feed);
COMMIT;
