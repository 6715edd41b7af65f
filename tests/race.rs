//! T25: two clients change the same user at the same time. What one of them wrote is never overwritten by the other without
//! being asked about.

#[path = "dice/mod.rs"]
#[allow(dead_code, reason = "each test file uses its own part of it")]
mod dice;
#[allow(dead_code, reason = "each test file uses its own part of the player")]
mod player;

use dice::{Dice, cases, seed};
use player::Player;
use serde_json::Value;
use usher_tui::{
    api::{
        Arguments,
        contabo::{RETRIEVE_USER, UPDATE_USER},
    },
    config::Profile,
    worker::{Access, Direct},
};

const CONFLICT: &str = "Somebody else changed the same meanwhile";

/// The other client: a script.
struct Other {
    direct: Direct,
    user: String,
}

impl Other {
    fn address(&self) -> Arguments {
        Arguments::NONE.text("userId", &self.user)
    }

    async fn set(&self, field: &'static str, value: &str) {
        let arguments = self.address().text(field, value);
        self.direct.call(&UPDATE_USER, &arguments).await.unwrap();
    }

    async fn get(&self, field: &str) -> String {
        let reply = self.direct.call(&RETRIEVE_USER, &self.address()).await;
        let reply: Value = serde_json::from_str(&reply.unwrap().body).unwrap();
        reply["data"][0][field].as_str().unwrap().to_owned()
    }
}

/// When the other one writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    BeforeTheForm,
    InTheForm,
    AtTheQuestion,
    Never,
}

/// What the person does where there are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Mine,
    Theirs,
    Back,
}

/// What came of the races.
#[derive(Default)]
struct Tally {
    asked: usize,
    again: usize,
    merged: usize,
}

/// Two who change the same user.
struct Race {
    player: Player,
    other: Other,
    dice: Dice,
    tally: Tally,
}

impl Race {
    /// One of the two edits the first name, and says yes; the other one changes a field in some moment before that is sent.
    async fn run(&mut self, round: usize) {
        let moments = [
            Moment::BeforeTheForm,
            Moment::InTheForm,
            Moment::InTheForm,
            Moment::AtTheQuestion,
            Moment::AtTheQuestion,
            Moment::Never,
        ];
        let moment = *self.dice.pick(&moments);
        let field = *self.dice.pick(&["firstName", "lastName"]);
        let theirs = format!("Theirs{round}");
        let told = format!("{round}: {moment:?} {field}");
        if moment == Moment::BeforeTheForm {
            self.other.set(field, &theirs).await;
        }
        let before = self.other.get("lastName").await;
        let mine = format!("{}x", self.other.get("firstName").await);
        self.edit(moment, field, &theirs).await;
        let is_late = matches!(moment, Moment::InTheForm | Moment::AtTheQuestion);
        let clashes = is_late && field == "firstName";
        let screen = self.player.screen();
        assert_eq!(screen.contains(CONFLICT), clashes, "{told}\n{screen}");
        let first = if clashes {
            self.answer(mine, theirs.clone(), &told).await
        } else {
            mine
        };
        let last = if field == "lastName" && moment != Moment::Never {
            self.tally.merged += usize::from(is_late);
            theirs
        } else {
            before
        };
        let screen = self.player.screen();
        assert_eq!(self.other.get("firstName").await, first, "{told}\n{screen}");
        assert_eq!(self.other.get("lastName").await, last, "{told}");
        assert!(!screen.contains("Edit user"), "{told}\n{screen}");
    }

    /// The person adds an x to the first name and says yes.
    async fn edit(&mut self, moment: Moment, field: &'static str, theirs: &str) {
        self.player.press("R").await;
        self.player.press("e").await;
        self.player.see("Edit user").await;
        self.player.type_text("x").await;
        if moment == Moment::InTheForm {
            self.other.set(field, theirs).await;
        }
        self.player.press("ctrl-s").await;
        self.player.see("Are you sure?").await;
        if moment == Moment::AtTheQuestion {
            self.other.set(field, theirs).await;
        }
        self.player.press("y").await;
    }

    /// The person is asked which of the two stands.
    ///
    /// # Returns
    /// What the first name is after that.
    async fn answer(&mut self, mine: String, mut theirs: String, told: &str) -> String {
        self.tally.asked += 1;
        assert_eq!(self.other.get("firstName").await, theirs, "{told}");
        if self.dice.percent(30) {
            self.tally.again += 1;
            theirs.push('!');
            self.other.set("firstName", &theirs).await;
            self.player.press("y").await;
            let screen = self.player.screen();
            assert!(screen.contains(CONFLICT), "{told}: once more\n{screen}");
            assert_eq!(self.other.get("firstName").await, theirs, "{told}");
        }
        match *self
            .dice
            .pick(&[Answer::Mine, Answer::Theirs, Answer::Back])
        {
            Answer::Mine => {
                self.player.press("y").await;
                mine
            }
            Answer::Theirs => {
                self.player.press("t").await;
                theirs
            }
            Answer::Back => {
                for _ in 0..3 {
                    self.player.press("esc").await;
                }
                theirs
            }
        }
    }
}

#[tokio::test]
async fn nothing_is_overwritten_unasked() {
    let mut player = Player::new().await;
    for key in ["1", "G", "y"] {
        player.press(key).await;
    }
    let user = player.copied.clone().expect("the id was copied");
    let profile = Profile::demo(player.sandbox.addresses()).unwrap();
    let mut race = Race {
        player,
        other: Other {
            direct: Direct::new(profile, Access::ReadWrite),
            user,
        },
        dice: Dice::new(seed()),
        tally: Tally::default(),
    };
    let races = cases(50, 1_000);
    for round in 0..races {
        race.run(round).await;
    }
    let Tally {
        asked,
        again,
        merged,
    } = race.tally;
    assert!(asked > races / 10 && again > 0 && merged > races / 10);
    println!(
        "T25: {races} races of two clients: {asked} asked about, {again} of them twice, {merged} merged, \
         0 silent overwrites"
    );
}
