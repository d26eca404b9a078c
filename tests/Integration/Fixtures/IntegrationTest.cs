using Xunit;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>A test on a running platform; when it fails, the logs of all servers go to its output.</summary>
/// <param name="platform">The class's fixture.</param>
public abstract class IntegrationTest(PlatformFixture platform) : IAsyncDisposable
{
    /// <summary>Cancelled when the run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes the logs of a failed test.</summary>
    public virtual ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(platform.Logs());
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
