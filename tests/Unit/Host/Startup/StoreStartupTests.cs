using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using MiyagiSensing.Host.Startup;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Host.Startup;

public sealed class StoreStartupTests
{
    [Fact]
    public async Task What_passes_by_itself_is_waited_for()
    {
        var tries = 0;

        await StoreStartup.WithPatienceAsync(
            _ => ++tries < 3 ? throw new StoreException("No space left on device", isTransient: true) : Task.CompletedTask,
            new ManualClock(),
            NullLogger.Instance,
            TestContext.Current.CancellationToken);

        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task What_does_not_is_said_at_once_with_what_to_do()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StoreStartup.WithPatienceAsync(
            _ => throw new StoreException("password authentication failed", isTransient: false), new ManualClock(), NullLogger.Instance, TestContext.Current.CancellationToken));

        Assert.Contains("password authentication failed", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MIYAGI_POSTGRES", exception.Message, StringComparison.Ordinal);
    }

    private sealed class StoreException(string message, bool isTransient) : DbException(message)
    {
        public override bool IsTransient => isTransient;
    }
}
