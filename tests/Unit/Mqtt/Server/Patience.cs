using Xunit;

namespace MiyagiSensing.Unit.Mqtt.Server;

/// <summary>How long a test waits for a signal that comes at once when the code is right.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task<T> For<T>(Task<T> signal) => signal.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task For(Task signal) => signal.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
