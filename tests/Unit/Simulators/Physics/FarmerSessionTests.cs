using MiyagiSensing.Simulators.Physics;
using MiyagiSensing.Simulators.Run;
using Xunit;

namespace MiyagiSensing.Unit.Simulators.Physics;

public sealed class FarmerSessionTests
{
    private static readonly string[] Bases = ["rtk-tome", "rtk-ogawara"];

    [Fact]
    public void The_same_seed_gives_the_same_farmers() => Assert.Equal(FarmerSession.OfBase("rtk-tome", 7, 0), FarmerSession.OfBase("rtk-tome", 7, 0));

    [Fact]
    public void Every_session_lies_within_its_story() => Assert.All(
        Enumerable.Range(0, 50).SelectMany(seed => FarmerSession.OfBase("rtk-tome", seed, 0)),
        session => Assert.InRange(session.StartHours + session.LengthHours, session.StartHours, FieldScripts.StoryHours - 0.1));

    [Fact]
    public void Session_ids_differ_between_stories_and_bases()
    {
        var ids = from station in Bases
                  from story in Enumerable.Range(0, 5)
                  from session in FarmerSession.OfBase(station, 7, story)
                  select session.Session;

        Assert.Distinct(ids);
    }

    [Fact]
    public void A_session_id_does_not_hold_the_user() => Assert.All(
        FarmerSession.OfBase("rtk-tome", 7, 0), session => Assert.DoesNotContain(session.User, session.Session, StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData(0.01, 1)]
    [InlineData(0.05, 5)]
    [InlineData(0.5, 4)]
    public void The_fix_goes_from_single_over_float_to_fixed(double hours, int fix) => Assert.Equal(fix, FarmerSession.FixAfter(hours, step: 1));
}
