using MiyagiSensing.Projections.Devices;
using Xunit;

namespace MiyagiSensing.Unit.Projections.Devices;

public sealed class CredentialAuditTests
{
    private static readonly CredentialAudit Audit = new();

    [Theory]
    [InlineData("a=1", "b=2", "a=1 b=2")]
    [InlineData("b=2", "a=1", "a=1 b=2")]
    [InlineData("a=1", "a=3", "a=3")]
    [InlineData("a=1 b=2", "*", "*")]
    [InlineData("*", "c=3", "*c=3")]
    [InlineData("a=1", "*c=3", "*c=3")]
    [InlineData("*c=3", "d=4", "*c=3 d=4")]
    public void What_events_say_adds_up(string earlier, string later, string together) => Assert.Equal(together, Audit.Combine(earlier, later));

    [Theory]
    [InlineData("*", null)]
    [InlineData("*c=3", "c=3")]
    [InlineData("a=1 b=2", "a=1 b=2")]
    public void After_a_revocation_no_row_is_left(string kept, string? rows) => Assert.Equal(rows, Audit.Expected(kept));

    [Theory]
    [InlineData("-|valid", "s|?", "s|valid")]
    [InlineData("s|valid", "?|revoked", "s|revoked")]
    [InlineData("?|revoked", "s|?", "s|revoked")]
    [InlineData("s|revoked", "-|valid", "-|valid")]
    public void The_newest_that_is_known_holds(string earlier, string later, string together) => Assert.Equal(together, new DeviceStateAudit().Combine(earlier, later));
}
