using MiyagiSensing.Domain.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rtk;

/// <summary>Lines as BKG's caster writes them.</summary>
public sealed class CasterLogLineTests
{
    [Theory]
    [InlineData("[04/Mar/2020:16:33:06] Accepted client 2 [(null)] from [192.168.1.100] on mountpoint [/PADO0]. 1 clients connected", 2, null, "PADO0")]
    [InlineData("[04/Mar/2020:16:33:06] Accepted client 2 from [192.168.1.100] on mountpoint [/PADO0]. 1 clients connected", 2, null, "PADO0")]
    [InlineData("[04/Mar/2020:16:33:06] [3:Connection Handler] Accepted client 17 [tome-08] from [192.168.1.1] on mountpoint [/TOME]. 1 clients connected", 17, "tome-08", "TOME")]
    public void A_beginning_is_read_without_the_address(string line, long client, string? user, string mountpoint)
    {
        Assert.True(CasterLogLine.TryParse(line, out var entry, out _));

        Assert.Equal(new CasterLogLine(new DateTime(2020, 3, 4, 16, 33, 6), client, user, mountpoint, null), entry);
        Assert.DoesNotContain("192.168", entry.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7 seconds", 7)]
    [InlineData("12 minutes and 5 seconds", 725)]
    [InlineData("12 minutes", 720)]
    [InlineData("3 hours, 0 minutes and 1 seconds", 10_801)]
    [InlineData("2 days, 1 hours, 4 minutes", 176_640)]
    public void An_end_tells_reason_length_and_bytes(string words, int seconds)
    {
        var line = $"[11/Jan/2020:18:37:44] [2:Source Thread] Kicking client 1 [gps] [192.168.1.1] [Source signed off (killed itself)] [listener], connected for {words}, 4711 bytes transfered. 0 clients connected";
        Assert.True(CasterLogLine.TryParse(line, out var entry, out _));

        Assert.Equal(("gps", new CasterLogEnding("Source signed off (killed itself)", TimeSpan.FromSeconds(seconds), 4711)), (entry.User, entry.Ending));
    }

    [Fact]
    public void An_end_without_a_user_is_told_from_one_with()
    {
        Assert.True(CasterLogLine.TryParse("[11/Jan/2020:18:37:44] Kicking client 1 [192.168.1.1] [Stream ended] [listener], connected for 7 seconds, 0 bytes transfered. 0 clients connected", out var entry, out _));

        Assert.Equal(((string?)null, "Stream ended"), (entry.User, entry.Ending!.Reason));
    }

    [Theory]
    [InlineData("[11/Jan/2020:18:37:44] [2:Source Thread] Kicking source 0 [127.0.0.1] [Stream ended] [encoder], connected for 11 seconds, 109 bytes transfered. 0 sources connected")]
    [InlineData("[04/Mar/2020:16:33:05] Kicking unknown 1 [192.168.1.100] [Sourcetable transferred], connected for 0 seconds")]
    [InlineData("[04/Mar/2020:16:33:58] Bandwidth:0.000000KB/s Sources:1 Clients:1")]
    [InlineData("[11/Jan/2020:18:37:44] [2:Source Thread] Kicking all 0 clients for source 0")]
    public void Other_lines_tell_of_no_client(string line)
    {
        Assert.True(CasterLogLine.IsOne(line));
        Assert.False(CasterLogLine.TellsOfClient(line));
    }

    [Theory]
    [InlineData("[31/Feb/2020:16:33:06] Accepted client 2 [x] from [1.2.3.4] on mountpoint [/A]. 1 clients connected")]
    [InlineData("[04/Mar/2020:16:33:06] Accepted client 99999999999999999999 [x] from [1.2.3.4] on mountpoint [/A]. 1 clients connected")]
    [InlineData("[04/Mar/2020:16:33:06] Kicking client 2 [x] [1.2.3.4] [why] [listener], connected for ever, 3 bytes transfered. 1 clients connected")]
    [InlineData("[04/Mar/2020:16:33:06] Accepted client 2 [x] from [1.2")]
    public void What_can_not_be_read_is_refused_without_quoting_it(string line)
    {
        Assert.True(CasterLogLine.TellsOfClient(line));
        Assert.False(CasterLogLine.TryParse(line, out _, out var fault));
        Assert.DoesNotContain("1.2", fault, StringComparison.Ordinal);
    }
}
